// SPDX-License-Identifier: Apache-2.0

#include "driver/connect_to.h"

#include <algorithm>
#include <string_view>

#include "base/strings.h"

namespace autodiscover::driver {
namespace {

bool IsAbout(std::string_view entry, const Url& url) {
  const std::size_t bracket = entry.starts_with('[') ? entry.find(']') : 0;
  const std::size_t host_end = entry.find(':', bracket);
  if (host_end == std::string_view::npos) {
    return false;
  }
  const std::string_view host = entry.substr(0, host_end);
  const std::size_t port_end = entry.find(':', host_end + 1);
  if (port_end == std::string_view::npos) {
    return false;
  }
  const std::string_view port =
      entry.substr(host_end + 1, port_end - host_end - 1);
  return (host.empty() || EqualsIgnoreCase(host, url.host)) &&
         (port.empty() || port == std::to_string(url.port));
}

}  // namespace

std::optional<std::string> FindConnectTo(
    const std::vector<std::string>& entries, const Url& url) {
  const auto found = std::ranges::find_if(
      entries,
      [&url](const std::string& entry) { return IsAbout(entry, url); });
  return found == entries.end() ? std::nullopt : std::optional(*found);
}

}  // namespace autodiscover::driver
