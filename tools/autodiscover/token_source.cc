// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/token_source.h"

#include <array>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/autodiscover/password_source.h"

namespace autodiscover::tools {
namespace {

std::vector<std::string> EnvironmentFor(const BearerChallenge& challenge) {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!std::string_view(*entry).starts_with("AUTODISCOVER_")) {
      environment.emplace_back(*entry);
    }
  }
  environment.push_back("AUTODISCOVER_HOST=" + challenge.host);
  environment.push_back("AUTODISCOVER_AUTHORIZATION_URI=" +
                        challenge.authorization_uri);
  environment.push_back("AUTODISCOVER_TENANT=" + challenge.tenant);
  environment.push_back("AUTODISCOVER_CLIENT_ID=" + challenge.client_id);
  environment.push_back("AUTODISCOVER_REALM=" + challenge.realm);
  return environment;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

// Starts the shell with its standard output at `output`; -1 when it cannot.
pid_t StartShell(const std::string& command, const BearerChallenge& challenge,
                 int output) {
  std::vector<std::string> arguments = {"/bin/sh", "-c", command};
  std::vector<std::string> environment = EnvironmentFor(challenge);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t child = -1;
  const int error =
      posix_spawn(&child, "/bin/sh", &actions, nullptr,
                  Pointers(arguments).data(), Pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? child : -1;
}

}  // namespace

std::string TokenByCommand(const std::string& command,
                           const BearerChallenge& challenge) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return "";
  }
  const pid_t child = StartShell(command, challenge, ends[1]);
  close(ends[1]);
  std::string token = child < 0 ? "" : ReadLine(ends[0]);
  close(ends[0]);
  int status = 0;
  const bool ended = child >= 0 && waitpid(child, &status, 0) == child;
  return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? token : "";
}

}  // namespace autodiscover::tools
