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
#include "core/fellows.h"
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

  // What is visited: a URL, asked about an address in a protocol. A question
  // in V2 is its URL, whoever it was meant for when it was asked before.
  static std::string Place(Protocol protocol, const Url& url,
                           const EmailAddress& address);
  // Notes that `place` is visited; false if it was before (RED-10).
  bool Visit(const std::string& place);
  [[nodiscard]] bool WasVisited(const std::string& place) const;
  // The chain that visited `place` gives way to a better one.
  void Leave(const std::string& place);
  // Takes one of the run's redirects, the one that attempt `index` met; false
  // if none is left (RED-12). Several chains may follow one redirect.
  bool TakeRedirect(int index);

  // Whether `host` may still be given the password (AUTH-07).
  [[nodiscard]] bool MayOfferPassword(const std::string& host) const;
  void PasswordRejected(const std::string& host);

  // A login of this kind goes out; a weaker one must not follow (AUTH-04).
  void NoteLogin(AuthScheme scheme);
  [[nodiscard]] std::optional<AuthScheme> strongest_login() const {
    return strongest_login_;
  }

  // No login by `scheme` could be made for `host` by Negotiate: it is not tried
  // again. kNtlm: NTLM inside it.
  void MarkWithout(AuthScheme scheme, const std::string& host) {
    without_.emplace(scheme, host);
  }
  [[nodiscard]] bool IsWithout(AuthScheme scheme,
                               const std::string& host) const {
    return without_.contains({scheme, host});
  }

  // An origin to which no connection could be made is not tried again.
  // `kind`: how that counts in the summary.
  void MarkUnreachable(const Url& url, std::optional<ErrorCode> kind);
  [[nodiscard]] bool IsUnreachable(const Url& url) const;
  [[nodiscard]] std::optional<ErrorCode> KindOf(const Url& unreachable) const;

 private:
  int redirects_left_;
  std::set<int> redirects_taken_;
  int rejections_left_;
  std::set<std::string> visited_;
  std::set<std::string> rejected_by_;
  std::set<std::pair<AuthScheme, std::string>> without_;
  std::optional<AuthScheme> strongest_login_;
  std::map<std::string, std::optional<ErrorCode>> unreachable_;  // By origin.
};

struct Run {
  Run(Policy run_policy, EmailAddress mailbox, Means login_means,
      std::uint64_t seed, Timestamp now)
      : policy(std::move(run_policy)),
        means(login_means),
        started(now),
        address(std::move(mailbox)),
        fellows(FellowsToAsk(policy, address)),
        home_domains{address.domain},
        ledger(policy),
        trace(now),
        seed_(seed) {}

  // For the order of the SRV records of `name`: of its own, so that it does not
  // depend on what else was looked up before.
  [[nodiscard]] Random RandomFor(std::string_view name) const;

  // The domain that the user named, and those that servers found over TLS alone
  // named in its place: hosts in them need no consent.
  [[nodiscard]] bool IsHome(std::string_view host) const;

  Policy policy;
  Means means;
  Timestamp started;
  EmailAddress address;  // Changes with redirectAddr.
  // Wanted::users as far as they may be asked about.
  std::vector<std::string> fellows;
  // What a server said of them that did not know the mailbox itself.
  std::vector<UserAnswer> users;
  std::vector<std::string> home_domains;
  Ledger ledger;
  Trace trace;

 private:
  std::uint64_t seed_;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_RUN_H_
