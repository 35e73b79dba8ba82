// SPDX-License-Identifier: Apache-2.0
//
// An Outcome for people.

#ifndef TOOLS_AUTODISCOVER_TEXT_OUTPUT_H_
#define TOOLS_AUTODISCOVER_TEXT_OUTPUT_H_

#include <string>

#include "autodiscover/outcome.h"

#include "tools/autodiscover/style.h"

namespace autodiscover::tools {

// The endpoint and a few facts, one a line. REQUIRES: outcome.settings.
[[nodiscard]] std::string ToPlain(const Outcome& outcome);

// What decided the outcome, in one line; then every attempt as a tree, with its
// time, its reason and what can be done about it.
[[nodiscard]] std::string ToExplanation(const Outcome& outcome,
                                        const Style& style);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_TEXT_OUTPUT_H_
