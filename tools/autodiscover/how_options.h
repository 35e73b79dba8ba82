// SPDX-License-Identifier: Apache-2.0
//
// The options that say how a mailbox is looked for: one, or each of many.

#ifndef TOOLS_AUTODISCOVER_HOW_OPTIONS_H_
#define TOOLS_AUTODISCOVER_HOW_OPTIONS_H_

#include <string>

#include "tools/autodiscover/discover_options.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs.
class App;
}  // namespace CLI

namespace autodiscover::tools {

// `preset` must outlive `app`.
void AddPreset(CLI::App& app, std::string& preset);

// Credentials, trust, sources, network. `options` must outlive `app`.
void AddHowOptions(CLI::App& app, DiscoverOptions& options);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_HOW_OPTIONS_H_
