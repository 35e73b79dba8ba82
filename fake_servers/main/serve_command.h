// SPDX-License-Identifier: Apache-2.0
//
// `fake-exchange serve`: a world on ports of this machine, until told to stop.

#ifndef FAKE_SERVERS_MAIN_SERVE_COMMAND_H_
#define FAKE_SERVERS_MAIN_SERVE_COMMAND_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fake {

struct ServeCommandOptions {
  std::string world;
  std::string transcript;  // Empty: none.
  std::string follow;      // Empty: none.
  std::string follow_as;   // text, json; empty: as suits the file.
  std::string key_log;     // Empty: none.
  std::string ca_file;     // Empty: in memory only.
  double clock_rate = 1.0;
  std::optional<std::chrono::milliseconds> rtt;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> addresses;  // To listen at; empty: on loopback.
  bool real_ports = false;             // 53, 80, 443 … as the world says.
  bool json = false;
  bool until_eof = false;
};

// The exit code for the process. REQUIRES: one thread.
[[nodiscard]] int Serve(ServeCommandOptions options);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_SERVE_COMMAND_H_
