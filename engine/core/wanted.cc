// SPDX-License-Identifier: Apache-2.0

#include "core/wanted.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/strings.h"
#include "base/url.h"
#include "codec/service_urls.h"

namespace autodiscover::core {
namespace {

bool IsSafe(const std::string& text) {
  const Result<Url> url = ParseUrl(text);
  return url && url->IsHttps() && !url->had_user_info;
}

std::string FirstSafe(const std::vector<std::string>& urls) {
  const auto safe = std::ranges::find_if(urls, IsSafe);
  return safe == urls.end() ? "" : *safe;
}

const std::string& EndpointOf(Service service, const Settings& settings) {
  switch (service) {
    case Service::kEws:
      break;
    case Service::kMapi:
      return settings.mapi_url;
    case Service::kActiveSync:
      return settings.activesync_url;
  }
  return settings.ews_url;
}

// Those of SOAP that are lists, and stand in fields of their own.
bool HasCollection(const Settings& settings, std::string_view name) {
  if (name == "AlternateMailboxes") {
    return !settings.mailboxes.empty();
  }
  const bool internal = name == "InternalWebClientUrls";
  return (internal || name == "ExternalWebClientUrls") &&
         std::ranges::any_of(settings.web_access,
                             [internal](const WebAccess& access) {
                               return access.internal == internal;
                             });
}

bool HasNamed(const Settings& settings, const std::string& name) {
  const auto has_value = [&name](const auto& values) {
    const auto found = values.find(name);
    return found != values.end() && !found->second.empty();
  };
  return has_value(settings.named) || has_value(settings.connections) ||
         HasCollection(settings, name) ||
         std::ranges::any_of(settings.protocols,
                             [&](const ProtocolSettings& block) {
                               return has_value(block.values);
                             });
}

bool CanGive(Protocol protocol, Service service) {
  switch (protocol) {
    case Protocol::kPox:
      return service != Service::kActiveSync;
    case Protocol::kSoap:
      return service == Service::kEws;
    case Protocol::kMobileSync:
      return service == Service::kActiveSync;
    case Protocol::kDomainSettings:
    case Protocol::kV2:  // It has a chain of its own, and adds to none.
      break;
  }
  return false;
}

bool Has(const std::vector<Protocol>& protocols, Protocol protocol) {
  return std::ranges::find(protocols, protocol) != protocols.end();
}

}  // namespace

bool Wants(const Wanted& wanted, Service service) {
  return std::ranges::find(wanted.services, service) != wanted.services.end();
}

std::string_view Title(Service service) {
  switch (service) {
    case Service::kEws:
      break;
    case Service::kMapi:
      return "MAPI over HTTP";
    case Service::kActiveSync:
      return "ActiveSync";
  }
  return "EWS";
}

Share ChooseEndpoints(const Wanted& wanted, Settings& settings) {
  settings.ews_url = FirstSafe(codec::EwsUrls(settings));
  settings.mapi_url = FirstSafe(codec::MapiUrls(settings));
  settings.mapi_address_book_url =
      FirstSafe(codec::MapiAddressBookUrls(settings));
  settings.activesync_url = FirstSafe(codec::ActiveSyncUrls(settings));
  const auto services =
      std::ranges::count_if(wanted.services, [&settings](Service service) {
        return !EndpointOf(service, settings).empty();
      });
  const auto named = std::ranges::count_if(
      wanted.settings, [&settings](const std::string& name) {
        return HasNamed(settings, name);
      });
  const auto there = static_cast<std::size_t>(services + named);
  if (there == wanted.services.size() + wanted.settings.size()) {
    return Share::kAll;
  }
  return there == 0 ? Share::kNothing : Share::kSome;
}

std::optional<UnsafeUrl> FindUnsafe(const Wanted& wanted,
                                    const Settings& settings) {
  for (const Service service : wanted.services) {
    const std::vector<std::string> urls = codec::UrlsOf(service, settings);
    if (!urls.empty()) {
      return UnsafeUrl{.service = service, .url = urls.front()};
    }
  }
  return std::nullopt;
}

std::optional<Protocol> Complement(const Policy& policy,
                                   const Settings& settings,
                                   const std::vector<Protocol>& asked) {
  for (const Protocol protocol : ProtocolsFor(policy)) {
    const bool gives_more =
        std::ranges::any_of(policy.wanted.services, [&](Service service) {
          return EndpointOf(service, settings).empty() &&
                 CanGive(protocol, service);
        });
    if (gives_more && !Has(asked, protocol)) {
      return protocol;
    }
  }
  return std::nullopt;
}

void Merge(Settings more, Settings& settings) {
  const auto append = [](auto& to, auto& from) {
    std::ranges::move(from, std::back_inserter(to));
  };
  append(settings.protocols, more.protocols);
  append(settings.mailboxes, more.mailboxes);
  append(settings.mobile_servers, more.mobile_servers);
  append(settings.web_access, more.web_access);
  append(settings.setting_errors, more.setting_errors);
  settings.named.merge(more.named);
  settings.connections.merge(more.connections);
  settings.other.merge(more.other);
  settings.v2.merge(more.v2);
  const auto fill = [](auto& to, auto& from) {
    if (to == std::decay_t<decltype(to)>{}) {
      to = std::move(from);
    }
  };
  fill(settings.smtp_address, more.smtp_address);
  fill(settings.display_name, more.display_name);
  fill(settings.legacy_dn, more.legacy_dn);
  fill(settings.deployment_id, more.deployment_id);
  fill(settings.account_type, more.account_type);
  fill(settings.culture, more.culture);
  fill(settings.microsoft_online, more.microsoft_online);
  fill(settings.consumer_mailbox, more.consumer_mailbox);
  fill(settings.public_folder_address, more.public_folder_address);
  fill(settings.server_version, more.server_version);
}

}  // namespace autodiscover::core

namespace autodiscover {

std::vector<Protocol> ProtocolsFor(const Policy& policy) {
  if (!policy.protocols.empty()) {
    return policy.protocols;
  }
  std::vector<Protocol> protocols;
  const Wanted& wanted = policy.wanted;
  if (!wanted.settings.empty() || !wanted.users.empty()) {
    protocols.push_back(Protocol::kSoap);
  }
  if (!wanted.settings.empty() || core::Wants(wanted, Service::kEws) ||
      core::Wants(wanted, Service::kMapi)) {
    protocols.push_back(Protocol::kPox);
  }
  if (core::Wants(wanted, Service::kActiveSync)) {
    protocols.push_back(Protocol::kMobileSync);
  }
  return protocols;
}

}  // namespace autodiscover
