// SPDX-License-Identifier: Apache-2.0
//
// Hands a raw trace to `conform clean`, which takes everybody's names and every
// secret out of it before anything reaches a disk.

#ifndef TOOLS_AUTODISCOVER_CLEANER_H_
#define TOOLS_AUTODISCOVER_CLEANER_H_

#include <string>
#include <vector>

namespace autodiscover::tools {

// The program `conform`: beside this one, or in PATH. Empty: it is nowhere.
[[nodiscard]] std::string FindConform();

// Has it write `file`; `keep`: names that may stay. Its words go to standard
// error. False: it wrote nothing.
[[nodiscard]] bool WriteCleaned(const std::string& conform,
                                const std::string& raw_trace,
                                const std::string& file,
                                const std::vector<std::string>& keep);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_CLEANER_H_
