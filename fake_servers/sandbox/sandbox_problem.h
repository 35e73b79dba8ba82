// SPDX-License-Identifier: Apache-2.0
//
// Says why a machine gives no private namespace, and what to do about it.

#ifndef FAKE_SERVERS_SANDBOX_SANDBOX_PROBLEM_H_
#define FAKE_SERVERS_SANDBOX_SANDBOX_PROBLEM_H_

#include <optional>
#include <string>

namespace fake {

// Settings of the kernel that forbid user namespaces; nothing where the kernel
// does not have the setting.
struct KernelSettings {
  std::optional<long> unprivileged_userns_clone;
  std::optional<long> max_user_namespaces;
  std::optional<long> apparmor_restrict_unprivileged_userns;
};

[[nodiscard]] KernelSettings ReadKernelSettings();

// One message for the user. `bubblewrap_said` is its standard error.
[[nodiscard]] std::string ExplainSandboxProblem(
    const std::string& bubblewrap_said, const KernelSettings& settings);

// The message when bubblewrap is not there.
[[nodiscard]] std::string ExplainMissingBubblewrap();

// The message when there is no place for the world's certificate.
[[nodiscard]] std::string ExplainMissingCaDirectory(
    const std::string& directory);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_SANDBOX_PROBLEM_H_
