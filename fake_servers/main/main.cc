// SPDX-License-Identifier: Apache-2.0
//
// fake-exchange: reads the command line and hands over.

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "main/command_line.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/exit_code.h"
#include "sandbox/inside.h"

namespace {

// The second half of `run`, as bubblewrap starts it. Not for people, so not
// part of the command line that help describes.
int RunAsInside(std::string_view job_fd) {
  int fd = -1;
  const auto [end, error] =
      std::from_chars(job_fd.data(), job_fd.data() + job_fd.size(), fd);
  if (error != std::errc() || end != job_fd.data() + job_fd.size()) {
    return fake::kExitUsage;
  }
  return fake::RunInside(fd);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv, argv + argc);
  if (arguments.size() == 3 && arguments[1] == fake::kInsideCommand) {
    return RunAsInside(arguments[2]);
  }
  return fake::RunCommandLine(arguments);
}
