// SPDX-License-Identifier: Apache-2.0
//
// The environment of the command: the same on every machine, whatever the
// caller has exported. No proxy, no configuration of the caller's.

#ifndef FAKE_SERVERS_SANDBOX_ENVIRONMENT_H_
#define FAKE_SERVERS_SANDBOX_ENVIRONMENT_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace fake {

inline constexpr char kCaDirectory[] = "/etc/ssl/certs";
inline constexpr char kCaBundle[] = "/etc/ssl/certs/ca-certificates.crt";
inline constexpr char kHome[] = "/run/home";
inline constexpr char kRuntimeDirectory[] = "/run/user/0";

using ReadVariable =
    std::function<std::optional<std::string>(const std::string& name)>;

// KEY=VALUE in ascending order. `wanted` are the --env options: `KEY=VALUE`
// sets, `KEY` alone keeps the caller's value; they win over ours.
[[nodiscard]] std::vector<std::string> CommandEnvironment(
    const ReadVariable& callers, const std::vector<std::string>& wanted);

// The value of `name` in such a list; nothing when it is not there.
[[nodiscard]] std::optional<std::string> FindVariable(
    const std::vector<std::string>& environment, const std::string& name);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_ENVIRONMENT_H_
