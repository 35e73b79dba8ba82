// SPDX-License-Identifier: Apache-2.0
//
// Files that are written whole or not at all.

#ifndef TOOLS_AUTODISCOVER_OUTPUT_FILE_H_
#define TOOLS_AUTODISCOVER_OUTPUT_FILE_H_

#include <string>
#include <string_view>

namespace autodiscover::tools {

// Puts `text` at `path`, readable by the user alone, in the place of what was
// there. Gives why that was not possible; empty: it is done.
[[nodiscard]] std::string WriteWhole(const std::string& path,
                                     std::string_view text);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_OUTPUT_FILE_H_
