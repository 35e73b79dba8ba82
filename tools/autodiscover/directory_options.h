// SPDX-License-Identifier: Apache-2.0
//
// The options that name a directory.

#ifndef TOOLS_AUTODISCOVER_DIRECTORY_OPTIONS_H_
#define TOOLS_AUTODISCOVER_DIRECTORY_OPTIONS_H_

#include "autodiscover/policy.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs.
class App;
}  // namespace CLI

namespace autodiscover::tools {

// They write to `directory`, which must outlive `app`.
void AddDirectoryOptions(CLI::App& app, DirectoryLookup& directory);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_DIRECTORY_OPTIONS_H_
