// SPDX-License-Identifier: Apache-2.0
//
// The options of `autodiscover bulk …`.

#ifndef TOOLS_AUTODISCOVER_BULK_OPTIONS_H_
#define TOOLS_AUTODISCOVER_BULK_OPTIONS_H_

#include <cstddef>
#include <string>

#include "tools/autodiscover/discover_options.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs.
class App;
}  // namespace CLI

namespace autodiscover::tools {

// `autodiscover bulk …`
struct BulkOptions {
  DiscoverOptions how;  // Each mailbox; its address and user name are empty.
  std::string input;    // Empty: standard input.
  std::string output;   // Empty: standard output.
  bool resume = false;  // `output` may be there; what it has is not done again.
  std::size_t jobs = 64;
  std::size_t per_host = 8;
  bool quiet = false;
};

// Adds the subcommand `bulk` with the options that are its own. They are
// written to `options`, which must outlive `app`. Gives it.
CLI::App* AddBulkCommand(CLI::App& app, BulkOptions& options);

// Empty, or why these options do not go together.
[[nodiscard]] std::string ComplaintAbout(const BulkOptions& options);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_BULK_OPTIONS_H_
