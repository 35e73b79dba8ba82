// SPDX-License-Identifier: Apache-2.0

#include "core/run.h"

#include <algorithm>

#include "base/host_name.h"
#include "base/strings.h"

namespace autodiscover::core {

std::string Ledger::Place(Protocol protocol, const Url& url,
                          const EmailAddress& address) {
  // A URL holds no blank, so that this is unambiguous.
  return StrCat(ToString(protocol), " ", url.LoopKey(), " ",
                protocol == Protocol::kV2 ? "" : address.key);
}

bool Ledger::WasVisited(const std::string& place) const {
  return visited_.contains(place);
}

bool Ledger::Visit(const std::string& place) {
  return visited_.insert(place).second;
}

void Ledger::Leave(const std::string& place) { visited_.erase(place); }

bool Ledger::TakeRedirect(int index) {
  if (redirects_taken_.contains(index)) {
    return true;
  }
  if (redirects_left_ <= 0) {
    return false;
  }
  redirects_taken_.insert(index);
  --redirects_left_;
  return true;
}

bool Ledger::MayOfferPassword(const std::string& host) const {
  return rejections_left_ > 0 && !rejected_by_.contains(host);
}

void Ledger::PasswordRejected(const std::string& host) {
  rejected_by_.insert(host);
  --rejections_left_;
}

void Ledger::NoteLogin(AuthScheme scheme) {
  strongest_login_ = std::max(strongest_login_.value_or(scheme), scheme);
}

void Ledger::MarkUnreachable(const Url& url, std::optional<ErrorCode> kind) {
  unreachable_.emplace(url.Origin(), kind);
}

bool Ledger::IsUnreachable(const Url& url) const {
  return unreachable_.contains(url.Origin());
}

std::optional<ErrorCode> Ledger::KindOf(const Url& unreachable) const {
  const auto found = unreachable_.find(unreachable.Origin());
  return found == unreachable_.end() ? std::nullopt : found->second;
}

Random Run::RandomFor(std::string_view name) const {
  // FNV-1a, continued from the seed.
  std::uint64_t hash = seed_ ^ 0xCBF29CE484222325U;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  return Random(hash);
}

bool Run::IsHome(std::string_view host) const {
  return std::ranges::any_of(home_domains, [host](const std::string& domain) {
    return IsInDomain(host, domain);
  });
}

}  // namespace autodiscover::core
