// SPDX-License-Identifier: Apache-2.0
//
// Turns options into a Request.

#ifndef TOOLS_AUTODISCOVER_REQUEST_H_
#define TOOLS_AUTODISCOVER_REQUEST_H_

#include "autodiscover/client.h"

#include "tools/autodiscover/command_line.h"

namespace autodiscover::tools {

// Everything but the password and the cancellation.
[[nodiscard]] Request MakeRequest(const DiscoverOptions& options);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_REQUEST_H_
