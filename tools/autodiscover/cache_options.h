// SPDX-License-Identifier: Apache-2.0
//
// The options of `autodiscover cache …`, and those of the cache for others.

#ifndef TOOLS_AUTODISCOVER_CACHE_OPTIONS_H_
#define TOOLS_AUTODISCOVER_CACHE_OPTIONS_H_

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): theirs.
class App;
}  // namespace CLI

namespace autodiscover::tools {

enum class CacheAction { kList, kShow, kClear };

// `autodiscover cache …`
struct CacheOptions {
  CacheAction action = CacheAction::kList;
  std::string file;     // Empty: the default.
  std::string address;  // kShow; kClear: empty for all.
};

// Adds the subcommand `cache`, which writes to `options`, which must outlive
// `app`. Gives it.
CLI::App* AddCacheCommand(CLI::App& app, CacheOptions& options);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_CACHE_OPTIONS_H_
