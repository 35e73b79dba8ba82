// SPDX-License-Identifier: Apache-2.0

#include "codec/ews_url.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/strings.h"

namespace autodiscover::codec {
namespace {

using Protocols = std::vector<ProtocolSettings>;

void AppendValue(const std::map<std::string, std::string>& values,
                 const char* name, std::vector<std::string>& urls) {
  const auto found = values.find(name);
  if (found != values.end() && !found->second.empty()) {
    urls.push_back(found->second);
  }
}

void AppendOf(const ProtocolSettings& protocol,
              std::vector<std::string>& urls) {
  AppendValue(protocol.values, "EwsUrl", urls);
  AppendValue(protocol.values, "ASUrl", urls);
}

bool HasType(const ProtocolSettings& protocol, std::string_view type) {
  return EqualsIgnoreCase(protocol.type, type);
}

}  // namespace

std::vector<std::string> EwsUrls(const Settings& settings) {
  std::vector<std::string> urls;
  const auto append_all = [&](std::string_view type, const auto& begin,
                              const auto& end) {
    std::for_each(begin, end, [&](const ProtocolSettings& protocol) {
      if (HasType(protocol, type)) {
        AppendOf(protocol, urls);
      }
    });
  };
  const Protocols& blocks = settings.protocols;
  append_all("EXPR", blocks.begin(), blocks.end());
  append_all("EXHTTP", blocks.rbegin(), blocks.rend());
  append_all("EXCH", blocks.begin(), blocks.end());
  AppendValue(settings.named, "ExternalEwsUrl", urls);
  AppendValue(settings.named, "InternalEwsUrl", urls);
  return urls;
}

bool DescribesExchange(const Settings& settings) {
  constexpr std::array<std::string_view, 5> kTypes = {"EXCH", "EXPR", "EXHTTP",
                                                      "mapiHttp", "WEB"};
  return !settings.named.empty() ||
         std::ranges::any_of(
             settings.protocols, [&](const ProtocolSettings& protocol) {
               return std::ranges::any_of(
                   kTypes, [&](auto type) { return HasType(protocol, type); });
             });
}

}  // namespace autodiscover::codec
