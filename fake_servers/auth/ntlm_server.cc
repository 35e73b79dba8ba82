// SPDX-License-Identifier: Apache-2.0

#include "auth/ntlm_server.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "auth/encoding.h"
#include "auth/hashes.h"
#include "auth/little_endian.h"
#include "auth/ntlm.h"
#include "history/utf.h"

namespace fake {
namespace {

constexpr std::size_t kProofSize = 16;
constexpr std::size_t kBlobHeaderSize = 28;  // Before the AV pairs.
constexpr std::size_t kNtlmV1Size = 24;
constexpr std::size_t kNetBiosMax = 15;
constexpr std::uint32_t kMicIsThere = 0x2;

// What we take from the client's offer as it is.
constexpr std::uint32_t kEchoed = ntlm::kSign | ntlm::kSeal |
                                  ntlm::kAlwaysSign | ntlm::kExtendedSession |
                                  ntlm::kVersion | ntlm::k128 | ntlm::k56 |
                                  ntlm::kKeyExchange | ntlm::kRequestTarget;

std::string NetBiosName(std::string_view label) {
  std::string name(label.substr(0, std::min(label.size(), kNetBiosMax)));
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return name;
}

std::string Wide(const std::string& text) {
  const auto code_points = FromUtf8(text);
  return code_points ? ToUtf16(*code_points, ByteOrder::kLittle) : "";
}

// Of Windows: tenths of microseconds since 1601.
std::string FileTime() {
  constexpr std::uint64_t kTo1970 = 116444736000000000ULL;
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const auto ticks = std::chrono::duration_cast<
      std::chrono::duration<std::uint64_t, std::ratio<1, 10000000>>>(since);
  std::string bytes;
  AppendLittle(bytes, ticks.count() + kTo1970, 8);
  return bytes;
}

const std::string* ValueOf(const std::vector<AvPair>& pairs, AvId id) {
  const auto found = std::ranges::find_if(
      pairs, [id](const AvPair& pair) { return pair.id == id; });
  return found != pairs.end() ? &found->value : nullptr;
}

bool PromisesMic(const std::vector<AvPair>& pairs) {
  const std::string* flags = ValueOf(pairs, AvId::kFlags);
  return flags != nullptr && flags->size() == 4 &&
         (ReadLittle32(*flags, 0) & kMicIsThere) != 0;
}

// The ways in which a world may have written the account.
std::vector<std::string> AccountNames(const std::string& user,
                                      const std::string& domain) {
  std::vector<std::string> names = {user};
  if (!domain.empty()) {
    names = {domain + "\\" + user, user + "@" + domain, user};
  }
  return names;
}

}  // namespace

NtlmServer::NtlmServer(const NtlmOptions& options, const std::string& host)
    : options_(options), dns_computer_(host) {
  const auto dot = std::min(host.find('.'), host.size());
  dns_domain_ = dot < host.size() ? host.substr(dot + 1) : host;
  nb_computer_ = NetBiosName(host.substr(0, dot));
  nb_domain_ = options.domain.empty()
                   ? NetBiosName(dns_domain_.substr(0, dns_domain_.find('.')))
                   : options.domain;
}

std::vector<AvPair> NtlmServer::TargetInfo() const {
  std::vector<AvPair> info = {{AvId::kNbDomainName, Wide(nb_domain_)},
                              {AvId::kNbComputerName, Wide(nb_computer_)},
                              {AvId::kDnsDomainName, Wide(dns_domain_)},
                              {AvId::kDnsComputerName, Wide(dns_computer_)},
                              {AvId::kDnsTreeName, Wide(dns_domain_)}};
  if (options_.timestamp) {
    info.push_back({.id = AvId::kTimestamp, .value = FileTime()});
  }
  return info;
}

std::optional<NtlmExchange> NtlmServer::Begin(std::string_view negotiate) {
  const auto asked = ParseNtlmNegotiate(negotiate);
  if (!asked) {
    return std::nullopt;
  }
  NtlmExchange exchange = {.negotiate = std::string(negotiate)};
  // Not random, so that two runs of a world give the same bytes.
  exchange.server_challenge =
      Sha256("ntlm " + dns_computer_ + std::to_string(++challenges_))
          .substr(0, 8);
  const std::uint32_t text =
      (*asked & ntlm::kUnicode) != 0 ? ntlm::kUnicode : ntlm::kOem;
  exchange.challenge =
      MakeNtlmChallenge({.flags = (*asked & kEchoed) | text | ntlm::kNtlm |
                                  ntlm::kTargetIsDomain | ntlm::kTargetInfo,
                         .server_challenge = exchange.server_challenge,
                         .target_name = nb_domain_,
                         .target_info = TargetInfo()});
  return exchange;
}

bool NtlmServer::BindingIsRight(const std::vector<AvPair>& pairs,
                                std::string_view binding) const {
  if (options_.channel_binding == ChannelBinding::kIgnored || binding.empty()) {
    return true;
  }
  const std::string* sent = ValueOf(pairs, AvId::kChannelBindings);
  const bool absent =
      sent == nullptr || sent->find_first_not_of('\0') == std::string::npos;
  return absent ? options_.channel_binding == ChannelBinding::kChecked
                : SameSecret(*sent, ChannelBindingHash(binding));
}

NtlmOutcome NtlmServer::Finish(std::string_view authenticate,
                               const NtlmExchange& exchange,
                               std::string_view binding,
                               Directory& directory) const {
  const auto message = ParseNtlmAuthenticate(authenticate);
  if (!message) {
    return {};
  }
  const std::string user = FromUtf16Little(message->user);
  const std::string domain = FromUtf16Little(message->domain);
  NtlmOutcome outcome = {.user = domain.empty() ? user : domain + "\\" + user,
                         .flags = message->flags};
  // An LM or NTLMv1 response has 24 bytes, one of version 2 always more.
  if (message->nt_response.size() <=
      std::max(kNtlmV1Size, kProofSize + kBlobHeaderSize)) {
    return outcome;
  }
  const std::string proof = message->nt_response.substr(0, kProofSize);
  const std::string blob = message->nt_response.substr(kProofSize);
  const bool version2 = blob.starts_with("\x01\x01");
  const auto pairs =
      ParseAvPairs(std::string_view(blob).substr(kBlobHeaderSize));
  if (!version2 || !pairs || !BindingIsRight(*pairs, binding)) {
    return outcome;
  }
  outcome.accepted = directory.Admits(
      AccountNames(user, domain), [&](const std::string& password) {
        const std::string key =
            NtlmV2Key(NtHash(password), message->user, message->domain);
        if (!SameSecret(proof, NtProof(key, exchange.server_challenge, blob))) {
          return false;
        }
        outcome.session_key =
            NtlmSessionKey(key, proof, message->flags, message->session_key);
        return !PromisesMic(*pairs) ||
               (message->has_mic &&
                SameSecret(authenticate.substr(kNtlmMicOffset, kNtlmMicSize),
                           NtlmMic(outcome.session_key, exchange.negotiate,
                                   exchange.challenge, authenticate)));
      });
  return outcome;
}

}  // namespace fake
