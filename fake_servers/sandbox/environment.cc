// SPDX-License-Identifier: Apache-2.0

#include "sandbox/environment.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fake {
namespace {

using Variables = std::map<std::string, std::string>;

void Keep(const ReadVariable& callers, const std::string& name,
          Variables& into) {
  if (const std::optional<std::string> value = callers(name)) {
    into[name] = *value;
  }
}

void Apply(const ReadVariable& callers, const std::string& option,
           Variables& into) {
  const std::size_t equals = option.find('=');
  if (equals == std::string::npos) {
    Keep(callers, option, into);
    return;
  }
  into[option.substr(0, equals)] = option.substr(equals + 1);
}

}  // namespace

std::vector<std::string> CommandEnvironment(
    const ReadVariable& callers, const std::vector<std::string>& wanted) {
  Variables variables = {
      {"HOME", kHome},
      {"USER", "root"},
      {"LOGNAME", "root"},
      {"TMPDIR", "/tmp"},
      {"XDG_RUNTIME_DIR", kRuntimeDirectory},
      // Each library looks for its trusted roots in a place of its own.
      {"SSL_CERT_FILE", kCaBundle},
      {"SSL_CERT_DIR", kCaDirectory},
      {"REQUESTS_CA_BUNDLE", kCaBundle},
      {"CURL_CA_BUNDLE", kCaBundle},
      {"NODE_EXTRA_CA_CERTS", kCaBundle},
  };
  for (const char* name : {"PATH", "LANG", "LC_ALL", "TERM"}) {
    Keep(callers, name, variables);
  }
  for (const std::string& option : wanted) {
    Apply(callers, option, variables);
  }
  std::vector<std::string> environment;
  environment.reserve(variables.size());
  for (const auto& [name, value] : variables) {
    environment.emplace_back(name).append("=").append(value);
  }
  return environment;
}

std::optional<std::string> FindVariable(
    const std::vector<std::string>& environment, const std::string& name) {
  for (const std::string& variable : environment) {
    if (variable.starts_with(name + "=")) {
      return variable.substr(name.size() + 1);
    }
  }
  return std::nullopt;
}

}  // namespace fake
