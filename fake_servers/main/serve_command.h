// SPDX-License-Identifier: Apache-2.0
//
// `fake-exchange serve`: a world on loopback ports, until told to stop.

#ifndef FAKE_SERVERS_MAIN_SERVE_COMMAND_H_
#define FAKE_SERVERS_MAIN_SERVE_COMMAND_H_

#include <chrono>
#include <optional>
#include <string>

namespace fake {

struct ServeCommandOptions {
  std::string world;
  std::string transcript;  // Empty: none.
  std::string follow;      // Empty: none.
  std::string ca_file;     // Empty: in memory only.
  double clock_rate = 1.0;
  std::optional<std::chrono::milliseconds> rtt;
  bool json = false;
  bool until_eof = false;
};

// The exit code for the process. REQUIRES: one thread.
[[nodiscard]] int Serve(const ServeCommandOptions& options);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_SERVE_COMMAND_H_
