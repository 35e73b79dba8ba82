// SPDX-License-Identifier: Apache-2.0
//
// Any text is either a world or a list of problems with their places.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

#include "world/world_file.h"

namespace {

// Aborts, so that the fuzzer keeps the input.
void Require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

void CheckProblems(const std::vector<fake::Problem>& problems) {
  Require(!problems.empty());
  for (const fake::Problem& problem : problems) {
    Require(problem.line >= 1 && problem.column >= 1);
    Require(!problem.message.empty());
  }
}

void CheckWorld(const fake::World& world) {
  for (const fake::Host& host : world.hosts) {
    Require(!host.addresses.empty() && world.zone.contains(host.name));
    for (const fake::Service& service : host.services) {
      Require(service.port != 0);
      for (const fake::Route& route : service.routes) {
        Require(!route.script.empty());
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const fake::LoadedWorld loaded = fake::ParseWorld(text, "fuzz.yaml");
  if (const auto* world = std::get_if<fake::World>(&loaded)) {
    CheckWorld(*world);
  } else {
    CheckProblems(std::get<std::vector<fake::Problem>>(loaded));
  }
  return 0;
}
