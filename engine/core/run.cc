// SPDX-License-Identifier: Apache-2.0

#include "core/run.h"

#include <algorithm>

#include "base/host_name.h"

namespace autodiscover::core {

bool Ledger::Visit(Protocol protocol, const Url& url,
                   const EmailAddress& address) {
  return visited_.emplace(protocol, url.LoopKey(), address.key).second;
}

bool Ledger::WasVisited(Protocol protocol, const Url& url,
                        const EmailAddress& address) const {
  return visited_.contains({protocol, url.LoopKey(), address.key});
}

bool Ledger::TakeRedirect() {
  if (redirects_left_ <= 0) {
    return false;
  }
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

void Ledger::MarkUnreachable(const Url& url) {
  unreachable_.insert(url.Origin());
}

bool Ledger::IsUnreachable(const Url& url) const {
  return unreachable_.contains(url.Origin());
}

bool Run::IsHome(std::string_view host) const {
  return std::ranges::any_of(home_domains, [host](const std::string& domain) {
    return IsInDomain(host, domain);
  });
}

}  // namespace autodiscover::core
