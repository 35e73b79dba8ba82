// SPDX-License-Identifier: Apache-2.0
//
// The files that `discover` writes of an outcome beside what it prints.

#ifndef TOOLS_AUTODISCOVER_OUTCOME_FILES_H_
#define TOOLS_AUTODISCOVER_OUTCOME_FILES_H_

#include "autodiscover/outcome.h"

#include "tools/autodiscover/command_line.h"

namespace autodiscover::tools {

// --report and --rca, those that were asked for. False: one could not be
// written; what is wrong was said on standard error.
[[nodiscard]] bool WriteOutcomeFiles(const DiscoverOptions& options,
                                     const Outcome& outcome);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_OUTCOME_FILES_H_
