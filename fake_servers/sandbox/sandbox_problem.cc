// SPDX-License-Identifier: Apache-2.0

#include "sandbox/sandbox_problem.h"

#include <fstream>
#include <optional>
#include <string>

namespace fake {
namespace {

std::optional<long> ReadNumber(const std::string& path) {
  std::ifstream stream(path);
  long number = 0;
  if (stream >> number) {
    return number;
  }
  return std::nullopt;
}

bool Contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

// What to do, as a sentence; empty when only bubblewrap's own words help.
std::string Advice(const std::string& said, const KernelSettings& settings) {
  if (settings.max_user_namespaces == 0 || Contains(said, "ENOSPC")) {
    return "The kernel allows no more user namespaces. As root: "
           "sysctl -w user.max_user_namespaces=15000";
  }
  if (settings.unprivileged_userns_clone == 0) {
    return "The kernel keeps user namespaces to root. As root: "
           "sysctl -w kernel.unprivileged_userns_clone=1";
  }
  if (settings.apparmor_restrict_unprivileged_userns == 1) {
    return "AppArmor keeps user namespaces from programs without a profile. As "
           "root: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  }
  if (Contains(said, "mount proc")) {
    return "Parts of /proc are hidden here, so no private one can be mounted. "
           "In a container, start it with: "
           "docker run --security-opt systempaths=unconfined "
           "(podman: --security-opt unmask=ALL)";
  }
  if (Contains(said, "namespace") || Contains(said, "uid map") ||
      Contains(said, "not permitted")) {
    return "Programs may not make namespaces here. In a container, start it "
           "with: docker run --security-opt seccomp=unconfined "
           "--security-opt systempaths=unconfined --security-opt "
           "apparmor=unconfined";
  }
  return {};
}

}  // namespace

KernelSettings ReadKernelSettings() {
  const std::string kernel = "/proc/sys/kernel/";
  return {
      .unprivileged_userns_clone =
          ReadNumber(kernel + "unprivileged_userns_clone"),
      .max_user_namespaces = ReadNumber("/proc/sys/user/max_user_namespaces"),
      .apparmor_restrict_unprivileged_userns =
          ReadNumber(kernel + "apparmor_restrict_unprivileged_userns")};
}

std::string ExplainSandboxProblem(const std::string& bubblewrap_said,
                                  const KernelSettings& settings) {
  std::string said = bubblewrap_said;
  while (!said.empty() && said.back() == '\n') {
    said.pop_back();
  }
  const std::string advice = Advice(said, settings);
  return "cannot make a private namespace (" + said + ")" +
         (advice.empty() ? "" : ". " + advice);
}

std::string ExplainMissingBubblewrap() {
  return "bubblewrap (bwrap) makes the private namespace and is not on PATH. "
         "As root: apt-get install bubblewrap";
}

std::string ExplainMissingCaDirectory(const std::string& directory) {
  return "the sandbox puts the world's certificate into " + directory +
         ", which is not there. As root: apt-get install ca-certificates";
}

}  // namespace fake
