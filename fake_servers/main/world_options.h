// SPDX-License-Identifier: Apache-2.0
//
// What `run` and `serve` are both told: which world, how it is served, and what
// is written of it.

#ifndef FAKE_SERVERS_MAIN_WORLD_OPTIONS_H_
#define FAKE_SERVERS_MAIN_WORLD_OPTIONS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace fake {

struct WorldOptions {
  std::string file;        // The world's.
  std::string transcript;  // Empty: none.
  std::string follow;      // Empty: none.
  std::string follow_as;   // text, json; empty: as suits the file.
  std::string key_log;     // Empty: none.
  double clock_rate = 1.0;
  std::optional<std::chrono::milliseconds> rtt;
  std::optional<std::uint64_t> seed;
};

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_WORLD_OPTIONS_H_
