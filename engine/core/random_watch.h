// SPDX-License-Identifier: Apache-2.0
//
// What must hold in every random world, and who finds out when it does not.

#ifndef AUTODISCOVER_CORE_RANDOM_WATCH_H_
#define AUTODISCOVER_CORE_RANDOM_WATCH_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "autodiscover/policy.h"

#include "base/url.h"
#include "core/step.h"

namespace autodiscover::core::testing {

// Looks at the wire alone, step by step. Its rules are few and its own: it
// shares no code with the engine that could be wrong in both.
class Watcher {
 public:
  // `rules` must live longer.
  explicit Watcher(const Policy& rules);

  void SeeStart(const Action& action, Timestamp now);
  void SeeReport(const Action& action, const Report& report);
  void SeeOutcome(const Outcome& outcome);

  // Rules, with what broke them.
  [[nodiscard]] const std::vector<std::string>& broken() const {
    return broken_;
  }

 private:
  struct First {
    std::string question;
    Timestamp began;
  };

  void Demand(bool kept, std::string_view rule, const Action& action);
  void SeeSend(const SendHttp& send, Timestamp now);
  void SeeLogin(const std::string& question, const Url& url,
                const SendHttp& send, Timestamp now);
  void SeeQuestion(const std::string& question, const Url& url,
                   const SendHttp& send, Timestamp now);
  void SeeSearch(const SearchDirectory& search);
  void SeeSearchEnd(const SearchDirectory& search, const Report& report);
  // `host` is named by something that is no redirect.
  void Name(std::string_view host, std::uint16_t port = 443);
  void NameDomain(std::string_view domain);
  void SeeNames(const Report& report);
  bool IsLoginOfLastTime(const Url& url, const SendHttp& send);

  const Policy& rules_;
  std::vector<std::string> broken_;
  std::set<std::string> asked_;
  std::set<std::string> challenged_;
  std::set<std::string> rejected_by_;
  std::set<std::string> named_;   // Origins.
  std::set<std::string> led_to_;  // The others, which a redirect led to.
  AuthScheme strongest_ = AuthScheme::kBasic;
  std::string best_;  // A host.
  bool best_is_last_good_ = false;
  bool last_login_used_ = false;
  std::optional<First> first_;  // Its first question.
  bool first_waits_ = false;    // For its answer.
  int logins_ = 0;              // Under way.
  int searches_ = 0;            // Of directories.
};

}  // namespace autodiscover::core::testing

#endif  // AUTODISCOVER_CORE_RANDOM_WATCH_H_
