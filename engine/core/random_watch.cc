// SPDX-License-Identifier: Apache-2.0

#include "core/random_watch.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/ldap_uri.h"
#include "base/strings.h"
#include "base/url.h"

namespace autodiscover::core::testing {
namespace {

// What the wire shows, step by step.
class Watcher {
 public:
  explicit Watcher(const Policy& rules) : rules_(rules) {
    std::tie(best_, best_is_last_good_) = BestOf(rules);
  }

  void SeeStart(const Action& action, Timestamp now) {
    if (const auto* search = std::get_if<SearchDirectory>(&action)) {
      SeeSearch(*search);
    }
    const auto* send = std::get_if<SendHttp>(&action);
    if (send == nullptr) {
      return;
    }
    const Url url = *ParseUrl(send->url);
    if (!url.IsHttps()) {
      Demand(IsBare(*send), "more than a bare GET in clear", *send);
      return;
    }
    Demand(MayBeAsked(url.host), "a host that needs consent is asked", *send);
    const std::string question = StrCat(send->url, " ", send->body);
    if (!send->login) {
      Demand(asked_.insert(question).second, "asked twice", *send);
      SeeQuestion(question, url, *send, now);
      return;
    }
    Demand(rules_.auth_schemes.contains(send->login->scheme),
           "a scheme that is not allowed", *send);
    Demand(send->login->scheme >= strongest_, "a downgrade", *send);
    strongest_ = std::max(strongest_, send->login->scheme);
    const bool of_last_time = IsLoginOfLastTime(url, *send);
    if (of_last_time) {
      SeeQuestion(question, url, *send, now);
    }
    Demand(challenged_.contains(question) || of_last_time,
           "a secret nobody asked for", *send);
    Demand(!rejected_by_.contains(url.host), "a rejected secret again", *send);
    Demand(++logins_ == 1, "two secrets at once", *send);
    Demand(!first_waits_ || first_->question == question ||
               now - first_->began >= rules_.speculation.grace,
           "a secret although a better candidate may still answer", *send);
  }

  void SeeSearch(const SearchDirectory& search) {
    const std::string host = ParseLdapUri(search.server)->host;
    const bool named = host == ParseLdapUri(rules_.directory.uri)->host;
    Demand(asked_.insert(search.server).second, "asked twice", search);
    const int begun_at = rules_.directory.uri == "ldap:///"
                             ? static_cast<int>(rules_.srv_records_max)
                             : 1;
    Demand(++searches_ <= begun_at + rules_.directory_hops_max,
           "too many directories", search);
    Demand(search.widest_address == AddressKind::kPublic || named ||
               MayBeAsked(host),
           "a stranger's directory may be inside", search);
    if (!search.login) {
      return;
    }
    Demand(rules_.directory.login, "a login that the caller does not want",
           search);
    Demand(named || (rules_.directory.uri == "ldap:///" && MayBeAsked(host)),
           "a secret for a stranger's directory", search);
    Demand(strongest_ == AuthScheme::kBasic, "a downgrade", search);
    Demand(!rejected_by_.contains(host), "a rejected secret again", search);
    Demand(++logins_ == 1, "two secrets at once", search);
  }

  void SeeReport(const Action& action, const Report& report) {
    if (const auto* search = std::get_if<SearchDirectory>(&action);
        search != nullptr && search->login) {
      SeeLoginEnd(*search, report);
    }
    const auto* send = std::get_if<SendHttp>(&action);
    const auto* answer = std::get_if<HttpAnswer>(&report);
    if (send == nullptr) {
      return;
    }
    const std::string question = StrCat(send->url, " ", send->body);
    const bool challenge = answer != nullptr && answer->status == 401;
    first_waits_ = first_waits_ && first_->question != question;
    if (send->login) {
      --logins_;
      if (challenge && !challenged_.contains(question) &&
          !OffersBasic(*answer)) {
        challenged_.insert(question);  // It asks for something else today.
      } else if (challenge) {
        rejected_by_.insert(ParseUrl(send->url)->host);
        Demand(rejected_by_.size() <= 3, "too many secrets", *send);
      }
      return;
    }
    if (challenge) {
      challenged_.insert(question);
    }
  }

  void SeeLoginEnd(const SearchDirectory& search, const Report& report) {
    --logins_;
    const auto* failure = std::get_if<TransportFailure>(&report);
    if (failure != nullptr &&
        failure->refusal == ErrorCode::kAuthenticationFailed) {
      rejected_by_.insert(ParseLdapUri(search.server)->host);
      Demand(rejected_by_.size() <= 3, "too many secrets", search);
    }
  }

  // No request of a run goes to the service that it names.
  void SeeOutcome(const Outcome& outcome) {
    if (!outcome.settings) {
      return;
    }
    const std::string& text = outcome.settings->ews_url;
    if (const Result<Url> url = ParseUrl(text);
        !url || !MayBeAsked(url->host)) {
      broken.push_back(StrCat("a service that needs consent: ", text));
    }
  }

  std::vector<std::string> broken;

 private:
  struct First {
    std::string question;
    Timestamp began;
  };

  void Demand(bool kept, std::string_view rule, const Action& action) {
    if (!kept) {
      broken.push_back(StrCat(rule, ": ", ToString(action)));
    }
  }
  static bool IsBare(const SendHttp& send) {
    return send.method == "GET" && send.body.empty() && send.headers.empty() &&
           !send.login;
  }
  // Who asked for Basic last time is taken to ask for it again: there, once,
  // and before anything else is asked there.
  bool IsLoginOfLastTime(const Url& url, const SendHttp& send) {
    const bool remembered =
        rules_.last_good && rules_.last_good->login == send.login->scheme &&
        ParseUrl(rules_.last_good->url)->ToString() == url.ToString() &&
        !asked_.contains(StrCat(send.url, " ", send.body));
    return remembered && !std::exchange(last_login_used_, true);
  }
  static bool OffersBasic(const HttpAnswer& answer) {
    return std::ranges::any_of(answer.headers, [](const auto& header) {
      return header.second.find("Basic") != std::string::npos;
    });
  }
  static bool MayBeAsked(std::string_view host) {
    return host == "hoster.test" || host == "known.test" ||
           host == "corp.test" || host.ends_with(".corp.test");
  }
  // The host of the best candidate of the ladder, and whether that is the
  // endpoint of last time.
  static std::pair<std::string, bool> BestOf(const Policy& rules) {
    if (rules.last_good && rules.sources.front() == Source::kLastGood) {
      const Url url = *ParseUrl(rules.last_good->url);
      if (url.IsHttps() && MayBeAsked(url.host)) {
        return {url.host, true};
      }
    }
    if (!rules.directory.uri.empty()) {
      return {"", false};  // It is no host's question.
    }
    return {rules.v2_hosts.empty() ? "corp.test" : rules.v2_hosts.front(),
            false};
  }

  void SeeQuestion(const std::string& question, const Url& url,
                   const SendHttp& send, Timestamp now) {
    if (!first_ && url.host == best_) {
      first_ = {question, now};
      first_waits_ = true;
    } else if (best_is_last_good_) {
      Demand(first_ && (!first_waits_ ||
                        now - first_->began >= rules_.speculation.grace),
             "somebody goes ahead of the endpoint of last time", send);
    }
  }

  const Policy& rules_;
  std::set<std::string> asked_;
  std::set<std::string> challenged_;
  std::set<std::string> rejected_by_;
  AuthScheme strongest_ = AuthScheme::kBasic;
  std::string best_;  // A host.
  bool best_is_last_good_ = false;
  bool last_login_used_ = false;
  std::optional<First> first_;  // Its first question.
  bool first_waits_ = false;    // For its answer.
  int logins_ = 0;              // Under way.
  int searches_ = 0;            // Of directories.
};

std::string AnswerOf(const Simulated& run) {
  const Outcome& outcome = run.outcome;
  return outcome.settings
             ? StrCat(run.end, " at ", outcome.url, " for ", outcome.address,
                      " by ", ToString(outcome.source), " over ",
                      ToString(outcome.trust))
             : run.end;
}

}  // namespace

Judged PlayAndWatch(RandomWorld& world, Policy policy, Way way) {
  Watcher watcher(world.policy());
  policy.speculation.on = policy.speculation.on && !way.in_turn;
  Judged judged;
  judged.run = Simulate(
      {"ann@corp.test", Means{.password = world.HasCredentials()}, policy, 1,
       Timestamp{}},
      {.answer =
           [&world, way](const Action& action, Timestamp /*now*/) {
             return world.Answer(action, way.order);
           },
       .on_start = [&watcher](const Action& action,
                              Timestamp now) { watcher.SeeStart(action, now); },
       .on_report =
           [&watcher](const Action& action, const Report& report,
                      Timestamp /*now*/) {
             watcher.SeeReport(action, report);
           }});
  watcher.SeeOutcome(judged.run.outcome);
  judged.broken = std::move(watcher.broken);
  if (judged.run.end == "no end" ||
      judged.run.elapsed > world.policy().run_limit) {
    judged.broken.emplace_back("it does not end within its limits");
  }
  if (judged.run.outcome.settings.has_value() ==
      judged.run.outcome.error.has_value()) {
    judged.broken.emplace_back("neither found nor failed");
  }
  judged.answer = AnswerOf(judged.run);
  return judged;
}

std::string Complaint(RandomWorld& world, const Change& change) {
  Policy policy = world.policy();
  change(policy);
  std::optional<std::string> answer;
  for (const Way way :
       {Way{1, true}, Way{1, false}, Way{2, false}, Way{3, false}}) {
    const Judged judged = PlayAndWatch(world, policy, way);
    if (!judged.broken.empty()) {
      return judged.broken.front();
    }
    if (answer && *answer != judged.answer) {
      return StrCat("the order decides: ", *answer, " or ", judged.answer);
    }
    answer = judged.answer;
  }
  return "";
}

std::string Minimal(std::uint32_t seed, const Change& change) {
  RandomWorld world(seed);
  std::string text = StrCat("seed ", seed, ": ", Complaint(world, change));
  std::set<std::string> silenced;
  for (const auto& [question, answer] : world.asked()) {
    RandomWorld poorer(seed);
    for (const std::string& each : silenced) {
      poorer.Silence(each);
    }
    poorer.Silence(question);
    if (!Complaint(poorer, change).empty()) {
      silenced.insert(question);
    }
  }
  RandomWorld least(seed);
  for (const std::string& each : silenced) {
    least.Silence(each);
  }
  text.append(StrCat("\nleast: ", Complaint(least, change)));
  for (const auto& [question, answer] : least.asked()) {
    if (!silenced.contains(question)) {
      text.append(StrCat("\n  ", question, "\n    -> ", answer));
    }
  }
  return text;
}

}  // namespace autodiscover::core::testing
