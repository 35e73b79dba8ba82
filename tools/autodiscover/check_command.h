// SPDX-License-Identifier: Apache-2.0
//
// `autodiscover check`: judges a mail domain from outside.

#ifndef TOOLS_AUTODISCOVER_CHECK_COMMAND_H_
#define TOOLS_AUTODISCOVER_CHECK_COMMAND_H_

#include "tools/autodiscover/check_options.h"

namespace autodiscover::tools {

// Gives the exit code.
int RunCheck(const CheckOptions& options);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_CHECK_COMMAND_H_
