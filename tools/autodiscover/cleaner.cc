// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/cleaner.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <system_error>

#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace autodiscover::tools {
namespace {

constexpr const char* kName = "conform";

bool IsProgram(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) &&
         access(path.c_str(), X_OK) == 0;
}

// Starts it with its standard input at `input`; -1 when it cannot.
pid_t Start(std::vector<std::string> line, int input) {
  std::vector<char*> arguments;
  arguments.reserve(line.size() + 1);
  for (std::string& part : line) {
    arguments.push_back(part.data());
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  // Standard output is for the result of the discovery.
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  pid_t child = -1;
  const int error = posix_spawn(&child, line.front().c_str(), &actions, nullptr,
                                arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? child : -1;
}

// False: it does not listen any more.
bool SendAll(int socket, std::string_view text) {
  while (!text.empty()) {
    // No signal where it has ended.
    const ssize_t sent = send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

std::string FindConform() {
  std::error_code error;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error && IsProgram(own.parent_path() / kName)) {
    return own.parent_path() / kName;
  }
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe)
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    // An empty part would mean the current folder.
    if (!folder.empty() && IsProgram(std::filesystem::path(folder) / kName)) {
      return std::filesystem::path(folder) / kName;
    }
  }
  return "";
}

bool WriteCleaned(const std::string& conform, const std::string& raw_trace,
                  const std::string& file,
                  const std::vector<std::string>& keep) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return false;
  }
  std::vector<std::string> line = {conform, "clean", "-o", file};
  for (const std::string& name : keep) {
    line.insert(line.end(), {"--keep", name});
  }
  const pid_t child = Start(std::move(line), ends[1]);
  close(ends[1]);
  const bool sent = child >= 0 && SendAll(ends[0], raw_trace);
  close(ends[0]);
  int status = 0;
  const bool ended = child >= 0 && waitpid(child, &status, 0) == child;
  return sent && ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace autodiscover::tools
