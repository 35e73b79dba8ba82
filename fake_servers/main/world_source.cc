// SPDX-License-Identifier: Apache-2.0

#include "main/world_source.h"

#include <cerrno>
#include <optional>
#include <random>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "main/messages.h"
#include "sandbox/memory_file.h"
#include "wire/unique_fd.h"
#include "world/world.h"
#include "world/world_file.h"

namespace fake {

std::variant<WorldSource, std::vector<Problem>> ReadWorldSource(
    const std::string& path) {
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::optional<std::string> text =
      fd.valid() ? ReadToEnd(fd.get()) : std::nullopt;
  if (!text) {
    return std::vector<Problem>{
        {.file = path,
         .message =
             "cannot be read: " + std::generic_category().message(errno)}};
  }
  BodyFiles files;
  LoadedWorld loaded = ParseWorld(*text, path, &files);
  if (auto* problems = std::get_if<std::vector<Problem>>(&loaded)) {
    return std::move(*problems);
  }
  return WorldSource{.text = *std::move(text),
                     .files = std::move(files),
                     .world = std::move(*std::get_if<World>(&loaded))};
}

std::uint64_t SettleSeed(std::optional<std::uint64_t> asked, World& world) {
  const bool given = asked || world.seed;
  if (!given) {
    world.seed = std::random_device()();
  }
  const std::uint64_t seed = asked ? *asked : *world.seed;
  world.seed = seed;
  const bool chance = world.loss > 0 || world.jitter > Milliseconds(0);
  if (chance && !given) {
    Say("chance is drawn from a new seed: --seed " + std::to_string(seed) +
        " repeats it");
  }
  return seed;
}

}  // namespace fake
