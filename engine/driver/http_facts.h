// SPDX-License-Identifier: Apache-2.0
//
// What may be told of an HTTP exchange to whoever looks for a fault.

#ifndef AUTODISCOVER_DRIVER_HTTP_FACTS_H_
#define AUTODISCOVER_DRIVER_HTTP_FACTS_H_

#include "autodiscover/facts.h"

#include "core/step.h"

namespace autodiscover::driver {

// `answer` null: none came. Of its headers those that tell which server this
// is, in front of which other, and what it wants; nothing of a login.
[[nodiscard]] HttpFacts HttpFactsOf(const core::SendHttp& request,
                                    const core::HttpAnswer* answer);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_HTTP_FACTS_H_
