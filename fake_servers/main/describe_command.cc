// SPDX-License-Identifier: Apache-2.0

#include "main/describe_command.h"

#include <iostream>
#include <string>
#include <variant>
#include <vector>

#include "main/messages.h"
#include "main/world_picture.h"
#include "main/world_source.h"
#include "sandbox/exit_code.h"
#include "world/world_file.h"

namespace fake {

int Describe(const std::string& world) {
  const auto source = ReadWorldSource(world);
  if (const auto* problems = std::get_if<std::vector<Problem>>(&source)) {
    Say(*problems);
    return kExitWorldInvalid;
  }
  const auto& read = *std::get_if<WorldSource>(&source);
  std::cout << WorldPicture(read.text, read.world);
  return kExitSuccess;
}

}  // namespace fake
