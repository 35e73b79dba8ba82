// SPDX-License-Identifier: Apache-2.0
//
// The HTTP requests of a discovery, complete with the policy's bounds.

#ifndef AUTODISCOVER_CORE_REQUEST_H_
#define AUTODISCOVER_CORE_REQUEST_H_

#include "autodiscover/policy.h"

#include "base/email_address.h"
#include "base/url.h"
#include "core/step.h"

namespace autodiscover::core {

// POST of the protocol's question about `address` to `url`.
SendHttp MakeQuestion(Protocol protocol, const Url& url,
                      const EmailAddress& address, const Policy& policy);

// A bare GET: no credentials, no cookie, no body, no address (LOC-07).
SendHttp MakeBareGet(const Url& url, const Policy& policy);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_REQUEST_H_
