// SPDX-License-Identifier: Apache-2.0
//
// Plays random worlds by the million.
// Usage: random_worlds [COUNT [FIRST]]
// Exit: 0 every rule was kept; 1 one was not, and the world that shows it is
// printed without what does not matter; 2 usage.

#include <charconv>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <string_view>

#include "core/random_play.h"
#include "core/random_world.h"

namespace {

constexpr std::uint32_t kWorlds = 100'000;

bool ReadNumber(std::string_view text, std::uint32_t& number) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace autodiscover::core::testing;  // NOLINT: nothing else is here.
  std::uint32_t count = kWorlds;
  std::uint32_t first = 0;
  if (argc > 3 || (argc > 1 && !ReadNumber(argv[1], count)) ||
      (argc > 2 && !ReadNumber(argv[2], first))) {
    std::cerr << "usage: random_worlds [COUNT [FIRST]]\n";
    return 2;
  }
  const auto began = std::chrono::steady_clock::now();
  for (std::uint32_t i = 0; i < count; ++i) {
    RandomWorld world(first + i);
    if (!Complaint(world, Unchanged).empty()) {
      std::cout << Minimal(first + i, Unchanged) << "\n";
      return 1;
    }
  }
  const std::chrono::duration<double> time =
      std::chrono::steady_clock::now() - began;
  std::cout << count << " worlds from " << first << " on, each in four ways: "
            << "every rule was kept; "
            << static_cast<std::uint64_t>(count / time.count())
            << " worlds a second\n";
  return 0;
}
