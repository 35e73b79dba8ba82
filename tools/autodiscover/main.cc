// SPDX-License-Identifier: Apache-2.0
//
// The command `autodiscover`.

#include <iostream>
#include <variant>

#include "tools/autodiscover/adapter_command.h"
#include "tools/autodiscover/bulk_command.h"
#include "tools/autodiscover/cache_command.h"
#include "tools/autodiscover/check_command.h"
#include "tools/autodiscover/command_line.h"
#include "tools/autodiscover/discover_command.h"

int main(int argc, char** argv) {
  using namespace autodiscover::tools;  // NOLINT: nothing else is here.
  const Command command = ReadCommandLine(argc, argv);
  if (const auto* discover = std::get_if<DiscoverOptions>(&command)) {
    return RunDiscover(*discover);
  }
  if (const auto* bulk = std::get_if<BulkOptions>(&command)) {
    return RunBulk(*bulk);
  }
  if (const auto* cache = std::get_if<CacheOptions>(&command)) {
    return RunCache(*cache);
  }
  if (const auto* check = std::get_if<CheckOptions>(&command)) {
    return RunCheck(*check);
  }
  if (const auto* stop = std::get_if<Stop>(&command)) {
    std::cout << stop->out;
    std::cerr << stop->err;
    return stop->status;
  }
  return RunAdapter(std::get<AdapterOptions>(command));
}
