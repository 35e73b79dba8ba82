// SPDX-License-Identifier: Apache-2.0
//
// When what was going on, as bars of text.

#ifndef TOOLS_AUTODISCOVER_WATERFALL_H_
#define TOOLS_AUTODISCOVER_WATERFALL_H_

#include <string>

#include "autodiscover/outcome.h"

#include "tools/autodiscover/style.h"

namespace autodiscover::tools {

// One line an attempt: a bar from its start to its end, on the scale of the
// whole run. Nothing when nothing was tried.
[[nodiscard]] std::string Waterfall(const Outcome& outcome, const Style& style);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_WATERFALL_H_
