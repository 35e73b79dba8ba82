// SPDX-License-Identifier: Apache-2.0
//
// An Outcome as JSON: what `autodiscover discover --json` prints and the C
// interface returns. The command's README has the table of the fields.

#ifndef AUTODISCOVER_JSON_H_
#define AUTODISCOVER_JSON_H_

#include <string>

#include "autodiscover/outcome.h"

namespace autodiscover {

// One object, with a line end. Holds no secret, because no Outcome does.
[[nodiscard]] std::string ToJson(const Outcome& outcome);
// The same object on one line: for files with an object in each line.
[[nodiscard]] std::string ToJsonLine(const Outcome& outcome);

}  // namespace autodiscover

#endif  // AUTODISCOVER_JSON_H_
