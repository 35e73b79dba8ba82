// SPDX-License-Identifier: Apache-2.0
//
// A world file read once: its text and what it means.

#ifndef FAKE_SERVERS_MAIN_WORLD_SOURCE_H_
#define FAKE_SERVERS_MAIN_WORLD_SOURCE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "world/world.h"
#include "world/world_file.h"

namespace fake {

struct WorldSource {
  std::string text;
  BodyFiles files;  // Those that the text names.
  World world;
};

[[nodiscard]] std::variant<WorldSource, std::vector<Problem>> ReadWorldSource(
    const std::string& path);

// Gives `world` the seed that its chance is drawn from: the one asked for, else
// its own, else a new one, which is said where the world has any chance.
std::uint64_t SettleSeed(std::optional<std::uint64_t> asked, World& world);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_WORLD_SOURCE_H_
