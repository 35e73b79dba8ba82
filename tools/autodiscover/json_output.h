// SPDX-License-Identifier: Apache-2.0
//
// An Outcome as JSON: tools/README.md has the schema.

#ifndef TOOLS_AUTODISCOVER_JSON_OUTPUT_H_
#define TOOLS_AUTODISCOVER_JSON_OUTPUT_H_

#include <string>

#include "autodiscover/outcome.h"

namespace autodiscover::tools {

// The document of --json, with a line end.
[[nodiscard]] std::string ToJson(const Outcome& outcome);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_JSON_OUTPUT_H_
