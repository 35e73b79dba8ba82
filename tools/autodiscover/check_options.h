// SPDX-License-Identifier: Apache-2.0
//
// The options of `autodiscover check`.

#ifndef TOOLS_AUTODISCOVER_CHECK_OPTIONS_H_
#define TOOLS_AUTODISCOVER_CHECK_OPTIONS_H_

#include <string>
#include <vector>

#include "autodiscover/client.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs.
class App;
}  // namespace CLI

namespace autodiscover::tools {

// `autodiscover check …`
struct CheckOptions {
  std::string domain;
  bool json = false;
  std::vector<std::string> v2_hosts;
  std::vector<std::string> allow_redirect_to;
  double timeout_s = 30;  // Of each source.
  Network network;
};

// Adds the subcommand `check`, which writes to `options`, which must outlive
// `app`. Gives it.
CLI::App* AddCheckCommand(CLI::App& app, CheckOptions& options);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_CHECK_OPTIONS_H_
