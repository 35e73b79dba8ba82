// SPDX-License-Identifier: Apache-2.0
//
// `autodiscover cache`: what is remembered, for people; and the cache that
// `discover` uses.

#ifndef TOOLS_AUTODISCOVER_CACHE_COMMAND_H_
#define TOOLS_AUTODISCOVER_CACHE_COMMAND_H_

#include <memory>
#include <string>

#include "autodiscover/cache.h"

#include "tools/autodiscover/cache_options.h"

namespace autodiscover::tools {

// What the command prints; `cache` changes when it is to be cleared.
[[nodiscard]] std::string AnswerCacheCommand(const CacheOptions& options,
                                             Cache& cache);

// Opens the cache in `file` (empty: the default one), or says on standard error
// why it is done without. Then it is empty.
[[nodiscard]] std::shared_ptr<Cache> OpenCacheOrComplain(
    const std::string& file);

// Gives the exit code.
int RunCache(const CacheOptions& options);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_CACHE_COMMAND_H_
