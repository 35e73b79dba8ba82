// SPDX-License-Identifier: Apache-2.0
//
// fake-exchange: reads the command line and hands over.

#include <cstdlib>
#include <string>
#include <vector>

#include "main/command_line.h"
#include "sandbox/exit_code.h"

int main(int argc, char** argv) {
  return fake::RunCommandLine(std::vector<std::string>(argv, argv + argc));
}
