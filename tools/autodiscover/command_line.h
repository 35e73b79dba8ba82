// SPDX-License-Identifier: Apache-2.0
//
// Reads the command line.

#ifndef TOOLS_AUTODISCOVER_COMMAND_LINE_H_
#define TOOLS_AUTODISCOVER_COMMAND_LINE_H_

#include <string>
#include <variant>
#include <vector>

#include "tools/autodiscover/bulk_options.h"
#include "tools/autodiscover/cache_options.h"
#include "tools/autodiscover/check_options.h"
#include "tools/autodiscover/discover_options.h"

namespace autodiscover::tools {

// `autodiscover adapter`
struct AdapterOptions {
  std::string preset = "parallel";
};

// Nothing to run: help was asked for, or the command line is wrong.
struct Stop {
  int status = 0;
  std::string out;  // For standard output.
  std::string err;  // For standard error.
};

using Command = std::variant<DiscoverOptions, BulkOptions, CacheOptions,
                             CheckOptions, AdapterOptions, Stop>;

[[nodiscard]] Command ReadCommandLine(int argc, const char* const* argv);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_COMMAND_LINE_H_
