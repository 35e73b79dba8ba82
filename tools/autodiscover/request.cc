// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/request.h"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "autodiscover/preset.h"

namespace autodiscover::tools {
namespace {

std::vector<Protocol> ProtocolsNamed(std::string_view name,
                                     const Policy& policy) {
  if (name == "soap") {
    return {Protocol::kSoap, Protocol::kPox};
  }
  if (name == "pox") {
    return {Protocol::kPox};
  }
  if (name == "v2") {
    return {Protocol::kV2, Protocol::kPox};
  }
  if (name == "domain") {
    return {Protocol::kDomainSettings};
  }
  if (name == "mobilesync") {
    return {Protocol::kMobileSync};
  }
  return policy.protocols;
}

Wanted WantedNamed(const std::vector<std::string>& names) {
  constexpr std::string_view kSetting = "setting:";
  Wanted wanted = {.services = {}};
  for (const std::string& name : names) {
    if (name.starts_with(kSetting)) {
      wanted.settings.push_back(name.substr(kSetting.size()));
      continue;
    }
    for (const Service service : kServices) {
      if (name == ToString(service)) {
        wanted.services.push_back(service);
      }
    }
  }
  return wanted;
}

}  // namespace

Request MakeRequest(const DiscoverOptions& options) {
  Request request;
  request.address = options.address;
  request.username = options.username;
  Policy& policy = request.policy;
  // The command line has checked the name.
  policy = Preset(options.preset).value_or(Policy{});
  policy.protocols = ProtocolsNamed(options.protocol, policy);
  if (!options.wanted.empty()) {
    policy.wanted = WantedNamed(options.wanted);
  }
  policy.wanted.users = options.users;
  policy.public_suffixes = options.allow_suffix;
  policy.endpoint = options.endpoint;
  policy.v2_hosts = options.v2_hosts;
  policy.v2_form = options.v2_path ? V2Form::kPath : V2Form::kQuery;
  std::erase_if(policy.auth_schemes, [&options](AuthScheme scheme) {
    return !options.auth_schemes.empty() &&
           std::ranges::find(options.auth_schemes, ToString(scheme)) ==
               options.auth_schemes.end();
  });
  if (!options.allow_basic) {
    policy.auth_schemes.erase(AuthScheme::kBasic);
  }
  policy.consented_hosts = options.allow_redirect_to;
  policy.run_limit = std::chrono::ceil<std::chrono::milliseconds>(
      std::chrono::duration<double>(options.timeout_s));
  std::erase_if(policy.sources, [&options](Source source) {
    return std::find(options.skipped_sources.begin(),
                     options.skipped_sources.end(),
                     ToString(source)) != options.skipped_sources.end();
  });
  if (!options.token_hosts.empty()) {
    policy.token_hosts = options.token_hosts;
  }
  policy.directory = options.directory;
  policy.ticket_hosts = options.ticket_hosts;
  if (options.kerberos || !options.ticket_cache.empty()) {
    request.kerberos = Kerberos{.ticket_cache = options.ticket_cache};
  }
  if (options.allow_private) {
    policy.private_targets = PrivateTargets::kAlways;
  }
  request.network = options.network;
  for (const std::string& text : options.trusted_certificates) {
    const std::size_t equals = text.find('=');
    request.network.certificate_exceptions.push_back(
        {.host = text.substr(0, equals), .sha256 = text.substr(equals + 1)});
  }
  return request;
}

}  // namespace autodiscover::tools
