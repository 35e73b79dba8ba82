// SPDX-License-Identifier: Apache-2.0
//
// `autodiscover discover`: runs one discovery and prints what came of it.

#ifndef TOOLS_AUTODISCOVER_DISCOVER_COMMAND_H_
#define TOOLS_AUTODISCOVER_DISCOVER_COMMAND_H_

#include "tools/autodiscover/command_line.h"

namespace autodiscover::tools {

// Gives the exit code.
int RunDiscover(const DiscoverOptions& options);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_DISCOVER_COMMAND_H_
