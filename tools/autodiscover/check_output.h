// SPDX-License-Identifier: Apache-2.0
//
// What `autodiscover check` prints.

#ifndef TOOLS_AUTODISCOVER_CHECK_OUTPUT_H_
#define TOOLS_AUTODISCOVER_CHECK_OUTPUT_H_

#include <string>
#include <vector>

#include "tools/autodiscover/domain_judge.h"
#include "tools/autodiscover/style.h"

namespace autodiscover::tools {

// For an administrator: what clients find, what to mend, and who can.
[[nodiscard]] std::string CheckText(const Survey& survey,
                                    const std::vector<Finding>& findings,
                                    const Style& style);

// One document, with a line end. README.md has its fields.
[[nodiscard]] std::string CheckJson(const Survey& survey,
                                    const std::vector<Finding>& findings);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_CHECK_OUTPUT_H_
