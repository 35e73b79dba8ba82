// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/cache_options.h"

#include <CLI/CLI.hpp>

#include "autodiscover/cache.h"

namespace autodiscover::tools {
namespace {

constexpr const char* kExamples = R"(
Examples:
  autodiscover cache list
  autodiscover cache show ann@corp.test
  autodiscover cache clear ann@corp.test
  autodiscover cache clear

Endpoints are kept, and consents that were given: no password, no token, no
settings. A remembered endpoint is asked again at each discovery.
)";

}  // namespace

CLI::App* AddCacheCommand(CLI::App& app, CacheOptions& options) {
  CLI::App* cache = app.add_subcommand(
      "cache", "List, show and clear what discoveries have remembered");
  cache->footer(kExamples);
  cache->require_subcommand(1);
  cache
      ->add_option("--cache", options.file,
                   "The file; default: " + DefaultCacheFile())
      ->type_name("FILE");
  cache->fallthrough();
  const auto add = [&](const char* name, const char* about,
                       CacheAction action) {
    CLI::App* command = cache->add_subcommand(name, about)->fallthrough();
    command->callback([&options, action] { options.action = action; });
    return command;
  };
  add("list", "One line for each endpoint that is remembered",
      CacheAction::kList);
  add("show", "Everything about one mailbox", CacheAction::kShow)
      ->add_option("ADDRESS", options.address, "The mailbox")
      ->required();
  add("clear", "Forget one mailbox, or everything", CacheAction::kClear)
      ->add_option("ADDRESS", options.address,
                   "The mailbox; left out: everything, consents too");
  return cache;
}

}  // namespace autodiscover::tools
