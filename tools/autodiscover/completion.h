// SPDX-License-Identifier: Apache-2.0
//
// `autodiscover completion`: what a shell offers behind the tab key.

#ifndef TOOLS_AUTODISCOVER_COMPLETION_H_
#define TOOLS_AUTODISCOVER_COMPLETION_H_

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): theirs.
class App;
}  // namespace CLI

namespace autodiscover::tools {

// The script for `shell`: "bash" or "zsh". It knows the commands and options of
// `app`; values are completed as file names.
[[nodiscard]] std::string Completion(const CLI::App& app,
                                     const std::string& shell);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_COMPLETION_H_
