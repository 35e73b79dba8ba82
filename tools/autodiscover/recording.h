// SPDX-License-Identifier: Apache-2.0
//
// What a discovery said and heard, as a trace: HAR 1.2 with the fields of
// conformance/docs/trace.md.

#ifndef TOOLS_AUTODISCOVER_RECORDING_H_
#define TOOLS_AUTODISCOVER_RECORDING_H_

#include <string>
#include <vector>

#include "autodiscover/observed.h"

#include "tools/autodiscover/command_line.h"

namespace autodiscover::tools {

// The trace as it was, with everybody's names in it: for `conform clean` alone,
// which takes it on its standard input, and never for a disk. `secrets` are
// what the cleaner must not leave anywhere.
[[nodiscard]] std::string RawTrace(const DiscoverOptions& options,
                                   const Outcome& outcome,
                                   const std::vector<Observed>& seen,
                                   const std::vector<std::string>& secrets);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_RECORDING_H_
