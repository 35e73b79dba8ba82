// SPDX-License-Identifier: Apache-2.0

#include "sandbox/bubblewrap.h"

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "sandbox/environment.h"
#include "sandbox/visible_paths.h"

namespace fake {
namespace {

class Arguments {
 public:
  void Add(std::initializer_list<std::string> arguments) {
    list_.insert(list_.end(), arguments);
  }
  [[nodiscard]] const std::vector<std::string>& list() const { return list_; }

 private:
  std::vector<std::string> list_;
};

void AddNamespaces(const SandboxPlan& plan, Arguments& to) {
  to.Add({"--unshare-user", "--unshare-net", "--unshare-pid", "--unshare-ipc",
          "--unshare-uts"});
  // A name that /etc/hosts knows: else each program that asks for the address
  // of its own machine would ask the world's DNS.
  to.Add({"--hostname", "localhost"});
  to.Add({"--uid", "0", "--gid", "0"});
  // Ports below 1024, addresses on `lo`, and taking both from the command.
  for (const char* capability :
       {"CAP_NET_BIND_SERVICE", "CAP_NET_ADMIN", "CAP_SETPCAP"}) {
    to.Add({"--cap-add", capability});
  }
  to.Add({"--die-with-parent", "--info-fd", std::to_string(plan.info_fd)});
  if (plan.new_session) {
    to.Add({"--new-session"});
  }
}

void AddFreshDirectories(Arguments& to) {
  for (const std::string_view fresh : kFreshDirectories) {
    // A link (/var/tmp to /tmp on some systems) leads to a fresh one anyway.
    std::error_code ignored;
    if (!std::filesystem::is_symlink(fresh, ignored) &&
        std::filesystem::is_directory(fresh, ignored)) {
      to.Add({"--perms", "1777", "--tmpfs", std::string(fresh)});
    }
  }
  to.Add({"--perms", "0700", "--dir", kHome});
  to.Add({"--perms", "0700", "--dir", kRuntimeDirectory});
  to.Add({"--tmpfs", kCaDirectory});
}

}  // namespace

std::vector<std::string> BubblewrapArguments(const SandboxPlan& plan) {
  Arguments arguments;
  arguments.Add({plan.bubblewrap});
  AddNamespaces(plan, arguments);
  arguments.Add({"--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"});
  AddFreshDirectories(arguments);
  for (const std::string& path : plan.shown) {
    arguments.Add({"--ro-bind", path, path});
  }
  for (const std::string& path : plan.writable) {
    arguments.Add({"--bind", path, path});
  }
  for (const DataMount& file : plan.system_files) {
    arguments.Add({"--ro-bind-data", std::to_string(file.fd), file.path});
  }
  arguments.Add({"--ro-bind", plan.own_program, kProgramInside});
  arguments.Add({"--chdir", plan.working_directory});
  arguments.Add(
      {"--", kProgramInside, kInsideCommand, std::to_string(plan.job_fd)});
  return arguments.list();
}

}  // namespace fake
