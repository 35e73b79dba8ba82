// SPDX-License-Identifier: Apache-2.0
//
// `discover --report FILE`: an outcome as a page.

#ifndef TOOLS_AUTODISCOVER_REPORT_PAGE_H_
#define TOOLS_AUTODISCOVER_REPORT_PAGE_H_

#include <string>

#include "autodiscover/outcome.h"

namespace autodiscover::tools {

// One HTML page that needs no other file and no script: what decided on top,
// then the attempts as a tree with their facts, then when each was made.
// `address`: the mailbox that was looked for.
[[nodiscard]] std::string ToPage(const Outcome& outcome,
                                 const std::string& address);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_REPORT_PAGE_H_
