// SPDX-License-Identifier: Apache-2.0

#include "cache/remember.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/email_address.h"

namespace autodiscover::cache {
namespace {

// FNV-1a, 64 bits: the same in every build, which std::hash is not. A
// collision could only mix up two policies of one caller.
class Fingerprint {
 public:
  void Add(std::string_view text) {
    for (const char byte : text) {
      AddByte(static_cast<unsigned char>(byte));
    }
    AddByte(kEnd);
  }
  template <typename Enums>
  void AddNames(const Enums& values) {
    for (const auto value : values) {
      Add(ToString(value));
    }
    Add("");
  }
  void AddTexts(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      Add(text);
    }
    Add("");
  }
  [[nodiscard]] std::string Text() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) {
      text += kDigits[(hash_ >> static_cast<unsigned>(shift)) & 0xFU];
    }
    return text;
  }

 private:
  static constexpr unsigned char kEnd = 0xFF;  // In no UTF-8 text.
  void AddByte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3U; }
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

// Whatever can change what is found; the way to the network counts, too. A
// proxy's name and its password do not.
std::string FingerprintOf(const Policy& policy, const Network& network) {
  Fingerprint print;
  print.AddNames(policy.sources);
  print.Add(policy.endpoint);
  print.AddNames(policy.wanted.services);
  print.AddTexts(policy.wanted.settings);
  print.AddNames(ProtocolsFor(policy));
  print.AddNames(policy.auth_schemes);
  for (const auto* hosts :
       {&policy.consented_hosts, &policy.token_hosts, &policy.ticket_hosts,
        &policy.v2_hosts, &policy.v2_known_hosts}) {
    print.AddTexts(*hosts);
  }
  const DirectoryLookup& directory = policy.directory;
  print.AddTexts({directory.uri, directory.base, directory.site,
                  directory.login ? "login" : ""});
  print.Add(std::to_string(static_cast<int>(policy.private_targets)));
  print.Add(policy.public_suffixes ? "suffixes" : "");
  print.Add(policy.v2_form == V2Form::kPath ? "path" : "");
  // Patience decides between a slow candidate and the next.
  const Speculation& speculation = policy.speculation;
  print.Add(speculation.on ? std::to_string(speculation.grace.count()) : "");
  print.Add(std::to_string(speculation.probes_max));
  print.Add(std::to_string(policy.redirects_max));
  print.Add(std::to_string(policy.srv_records_max));
  print.Add(network.ca_file);
  print.Add(network.proxy.empty() ? "" : "proxy");
  print.AddTexts(network.name_servers);
  print.AddTexts(network.connect_to);
  for (const CertificateException& exception : network.certificate_exceptions) {
    print.Add(exception.host);
    print.Add(exception.sha256);
  }
  return print.Text();
}

// The shortest that a Protocol block asks for; 0 hours means for ever.
std::chrono::seconds LifeOf(const Settings& settings,
                            const CacheLimits& limits) {
  std::optional<std::chrono::seconds> wish;
  for (const ProtocolSettings& block : settings.protocols) {
    if (block.ttl_hours && *block.ttl_hours >= 0) {
      const std::chrono::seconds life =
          *block.ttl_hours == 0
              ? limits.longest
              : std::chrono::seconds(std::chrono::hours(*block.ttl_hours));
      wish = wish ? std::min(*wish, life) : life;
    }
  }
  return std::clamp(wish.value_or(limits.standard), limits.shortest,
                    std::max(limits.shortest, limits.longest));
}

std::string KeyOf(const std::string& address) {
  const Result<EmailAddress> parsed = ParseEmailAddress(address);
  return parsed ? parsed->key : std::string();
}

}  // namespace

std::optional<CacheEntry> EntryFor(const Outcome& outcome, const CacheKey& key,
                                   const CacheLimits& limits, CacheTime now) {
  if (outcome.settings) {
    const std::string account = KeyOf(outcome.address);
    const bool same =
        key.account == account || key.account.starts_with(account + " as ");
    if (!same || account.empty() || outcome.url.empty()) {
      return std::nullopt;
    }
    return CacheEntry{.url = outcome.url,
                      .protocol = outcome.protocol,
                      .trust = outcome.trust,
                      .login = outcome.login,
                      .stored = now,
                      .expires = now + LifeOf(*outcome.settings, limits)};
  }
  if (outcome.error && outcome.error->code == ErrorCode::kNotFound &&
      limits.negative.count() > 0) {
    return CacheEntry{
        .url = {}, .stored = now, .expires = now + limits.negative};
  }
  return std::nullopt;
}

}  // namespace autodiscover::cache

namespace autodiscover {

std::optional<CacheKey> CacheKeyFor(const Request& request) {
  const Result<EmailAddress> mailbox = ParseEmailAddress(request.address);
  if (!mailbox) {
    return std::nullopt;
  }
  const bool other =
      !request.username.empty() && request.username != request.address;
  return CacheKey{
      .domain = mailbox->domain,
      .account = mailbox->key + (other ? " as " + request.username : ""),
      .policy = cache::FingerprintOf(request.policy, request.network)};
}

}  // namespace autodiscover
