// SPDX-License-Identifier: Apache-2.0
//
// `fake-exchange serve`: a world on ports of this machine, until told to stop.

#ifndef FAKE_SERVERS_MAIN_SERVE_COMMAND_H_
#define FAKE_SERVERS_MAIN_SERVE_COMMAND_H_

#include <string>
#include <vector>

#include "main/world_options.h"

namespace fake {

struct ServeCommandOptions {
  WorldOptions world;
  std::string ca_file;                 // Empty: in memory only.
  std::vector<std::string> addresses;  // To listen at; empty: on loopback.
  bool real_ports = false;             // 53, 80, 443 … as the world says.
  bool json = false;
  bool until_eof = false;
};

// The exit code for the process. REQUIRES: one thread.
[[nodiscard]] int Serve(ServeCommandOptions options);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_SERVE_COMMAND_H_
