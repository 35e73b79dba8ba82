// SPDX-License-Identifier: Apache-2.0

#include "codec/service_urls.h"

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

std::vector<std::string> ExternalFirst(const Settings& settings,
                                       ServiceUrls ProtocolSettings::*member) {
  std::vector<std::string> urls;
  for (const auto side : {&ServiceUrls::external, &ServiceUrls::internal}) {
    for (const ProtocolSettings& block : settings.protocols) {
      const std::string& url = block.*member.*side;
      if (HasType(block, "mapiHttp") && !url.empty()) {
        urls.push_back(url);
      }
    }
  }
  return urls;
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
  for (const ProtocolSettings& block : blocks) {
    for (const ProtocolSettings& nested : block.nested) {
      AppendOf(nested, urls);
    }
  }
  AppendValue(settings.v2, "Ews", urls);
  return urls;
}

std::vector<std::string> MapiUrls(const Settings& settings) {
  return ExternalFirst(settings, &ProtocolSettings::mail_store);
}

std::vector<std::string> MapiAddressBookUrls(const Settings& settings) {
  return ExternalFirst(settings, &ProtocolSettings::address_book);
}

std::vector<std::string> ActiveSyncUrls(const Settings& settings) {
  std::vector<std::string> urls;
  for (const MobileServer& server : settings.mobile_servers) {
    if (EqualsIgnoreCase(server.type, "MobileSync") && !server.url.empty()) {
      urls.push_back(server.url);
    }
  }
  AppendValue(settings.v2, "ActiveSync", urls);
  return urls;
}

std::vector<std::string> UrlsOf(Service service, const Settings& settings) {
  switch (service) {
    case Service::kEws:
      break;
    case Service::kMapi:
      return MapiUrls(settings);
    case Service::kActiveSync:
      return ActiveSyncUrls(settings);
  }
  return EwsUrls(settings);
}

bool DescribesExchange(const Settings& settings) {
  constexpr std::array<std::string_view, 5> kTypes = {"EXCH", "EXPR", "EXHTTP",
                                                      "mapiHttp", "WEB"};
  return !settings.named.empty() || !ActiveSyncUrls(settings).empty() ||
         std::ranges::any_of(
             settings.protocols, [&](const ProtocolSettings& protocol) {
               return std::ranges::any_of(
                   kTypes, [&](auto type) { return HasType(protocol, type); });
             });
}

}  // namespace autodiscover::codec
