// SPDX-License-Identifier: Apache-2.0
//
// Options that several commands have, and a kind that many options are of.

#ifndef TOOLS_AUTODISCOVER_COMMON_OPTIONS_H_
#define TOOLS_AUTODISCOVER_COMMON_OPTIONS_H_

#include <string>
#include <vector>

#include "autodiscover/client.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs.
class App;
class Option;
}  // namespace CLI

namespace autodiscover::tools {

// All of them write to their last argument or `into`, which must outlive `app`.

// An option that may be repeated, with one value each: what stands behind a
// value is never another one. `type` names the value in the help.
CLI::Option* AddRepeated(CLI::App& app, const std::string& name,
                         std::vector<std::string>& into,
                         const std::string& about,
                         const std::string& type = "HOST");

// --ca-file, --name-server and --connect-to.
void AddNetworkOptions(CLI::App& app, Network& network);

// --timeout.
void AddTimeout(CLI::App& app, const std::string& about, double& seconds);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_COMMON_OPTIONS_H_
