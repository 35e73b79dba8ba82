// SPDX-License-Identifier: Apache-2.0
//
// What every chain of one discovery shares: the policy, the mailbox, the trace,
// and the ledger of what was visited and used up.

#ifndef AUTODISCOVER_CORE_RUN_H_
#define AUTODISCOVER_CORE_RUN_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "autodiscover/policy.h"

#include "base/email_address.h"
#include "base/url.h"
#include "core/login_choice.h"
#include "core/srv_order.h"
#include "core/trace.h"

namespace autodiscover::core {

// What was visited and used up, counted over the whole run.
class Ledger {
 public:
  explicit Ledger(const Policy& policy)
      : redirects_left_(policy.redirects_max),
        rejections_left_(policy.rejected_passwords_max) {}

  // Notes that `url` is asked about `address` in `protocol`; false if it was
  // before (RED-10).
  bool Visit(Protocol protocol, const Url& url, const EmailAddress& address);
  [[nodiscard]] bool WasVisited(Protocol protocol, const Url& url,
                                const EmailAddress& address) const;
  // Takes one of the run's redirects; false if none is left (RED-12).
  bool TakeRedirect();

  // Whether `host` may still be given the password (AUTH-07).
  [[nodiscard]] bool MayOfferPassword(const std::string& host) const;
  void PasswordRejected(const std::string& host);

  // A login of this kind goes out; a weaker one must not follow (AUTH-04).
  void NoteLogin(AuthScheme scheme);
  [[nodiscard]] std::optional<AuthScheme> strongest_login() const {
    return strongest_login_;
  }

  // Kerberos can do nothing for `host`; it is not asked again.
  void MarkWithoutTicket(const std::string& host) {
    without_ticket_.insert(host);
  }
  [[nodiscard]] bool IsWithoutTicket(const std::string& host) const {
    return without_ticket_.contains(host);
  }

  // An origin to which no connection could be made is not tried again.
  void MarkUnreachable(const Url& url);
  [[nodiscard]] bool IsUnreachable(const Url& url) const;

 private:
  int redirects_left_;
  int rejections_left_;
  std::set<std::tuple<Protocol, std::string, std::string>> visited_;
  std::set<std::string> rejected_by_;
  std::set<std::string> without_ticket_;
  std::optional<AuthScheme> strongest_login_;
  std::set<std::string> unreachable_;
};

struct Run {
  Run(Policy run_policy, EmailAddress mailbox, Means login_means,
      std::uint64_t seed, Timestamp now)
      : policy(std::move(run_policy)),
        means(login_means),
        started(now),
        address(std::move(mailbox)),
        home_domains{address.domain},
        ledger(policy),
        trace(now),
        random(seed) {}

  // The domain that the user named, and those that servers found over TLS alone
  // named in its place: hosts in them need no consent.
  [[nodiscard]] bool IsHome(std::string_view host) const;

  Policy policy;
  Means means;
  Timestamp started;
  EmailAddress address;  // Changes with redirectAddr.
  std::vector<std::string> home_domains;
  Ledger ledger;
  Trace trace;
  Random random;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_RUN_H_
