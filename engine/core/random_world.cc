// SPDX-License-Identifier: Apache-2.0

#include "core/random_world.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "base/url.h"
#include "codec/test_bodies.h"
#include "core/scripted_run.h"
#include "core/srv_order.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxError;
using codec::testing::PoxRedirectAddress;
using codec::testing::PoxRedirectUrl;
using codec::testing::PoxSettings;
using codec::testing::SoapSettings;
using codec::testing::SoapUserError;
using std::chrono::milliseconds;

// No answer takes longer, but for the hosts that give none: so the grace never
// decides between two that answer.
constexpr std::uint32_t kSlowestMs = 900;

std::string QuestionOf(const Action& action) {
  const auto* send = std::get_if<SendHttp>(&action);
  return StrCat(ToString(action), send == nullptr ? "" : " ",
                send == nullptr ? "" : send->body);
}

std::string InShort(const Report& report) {
  if (const auto* answer = std::get_if<HttpAnswer>(&report)) {
    std::string text = StrCat(answer->status);
    for (const auto& [name, value] : answer->headers) {
      text.append(" ").append(value);
    }
    return text.append(" ").append(answer->body);
  }
  if (const auto* failure = std::get_if<TransportFailure>(&report)) {
    return failure->reason;
  }
  std::string text = "records:";
  for (const SrvRecord& record : std::get<SrvAnswer>(report).records) {
    text.append(StrCat(" ", record.priority, " ", record.weight, " ",
                       record.port, " ", record.target));
  }
  return text;
}

}  // namespace

// Numbers that belong to one text.
class RandomWorld::Lot {
 public:
  Lot(std::uint32_t seed, std::string_view text) : random_(Hash(seed, text)) {}

  std::uint32_t Below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(random_.UpTo(bound - 1));
  }
  bool Chance(std::uint32_t percent) { return Below(100) < percent; }

  std::string InsideHost() {
    constexpr std::array kHosts = {"corp.test", "mail.corp.test",
                                   "autodiscover.corp.test", "x.corp.test"};
    return kHosts.at(Below(kHosts.size()));
  }
  std::string AnyHost() {
    constexpr std::array kHosts = {"evil.test", "corp.test.evil.test",
                                   "evilcorp.test", "hoster.test"};
    return Chance(60) ? InsideHost() : kHosts.at(Below(kHosts.size()));
  }
  std::string UrlAt(const std::string& host) {
    const std::string_view scheme = Chance(90) ? "https://" : "http://";
    const std::string path = Chance(50) ? "/autodiscover/autodiscover.xml"
                                        : StrCat("/p", Below(4), ".xml");
    return StrCat(scheme, Chance(5) ? "corp.test@" : "", host,
                  Chance(10) ? ":8443" : "", path);
  }

 private:
  static std::uint64_t Hash(std::uint32_t seed, std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325U ^ seed;
    for (const char c : text) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return hash;
  }

  Random random_;
};

Policy RandomWorld::SomePolicy() const {
  Lot lot(seed_, "policy");
  Policy policy = Consents({"hoster.test"});
  std::erase_if(policy.auth_schemes,
                [&lot](AuthScheme) { return lot.Chance(15); });
  policy.run_limit = std::chrono::minutes(30);
  if (lot.Chance(40)) {
    policy.protocols = {Protocol::kSoap, Protocol::kPox};
  }
  if (lot.Chance(20)) {
    policy.speculation.probes_max = lot.Below(4);
  }
  if (lot.Chance(20)) {
    policy.redirects_max = static_cast<int>(lot.Below(4));
  }
  return policy;
}

bool RandomWorld::HasCredentials() const {
  return Lot(seed_, "credentials").Chance(90);
}

Arrival RandomWorld::Answer(const Action& action, std::uint32_t order) {
  const std::string question = QuestionOf(action);
  Arrival arrival{.report = AnswerTo(action)};
  const auto* failure = std::get_if<TransportFailure>(&arrival.report);
  const auto* send = std::get_if<SendHttp>(&action);
  if (failure != nullptr && failure->timed_out && send != nullptr) {
    arrival.after = send->connect_limit;
  } else {
    arrival.after = milliseconds(
        Lot(seed_ ^ (order * 0x9E37U), question).Below(kSlowestMs));
  }
  asked_[question] = InShort(arrival.report);
  return arrival;
}

Report RandomWorld::SomeRecords(Lot& lot) {
  std::vector<SrvRecord> records(lot.Chance(40) ? 0 : lot.Below(6));
  for (SrvRecord& record : records) {
    record = {.priority = static_cast<std::uint16_t>(lot.Below(3)),
              .weight = static_cast<std::uint16_t>(lot.Below(3)),
              .port = lot.Chance(85) ? std::uint16_t{443} : std::uint16_t{80},
              .target = lot.AnyHost()};
  }
  return records.empty() ? NoRecords() : Records(std::move(records));
}

// What a host with a good certificate says.
Report RandomWorld::OverTls(Lot& lot, const Url& url) {
  switch (lot.Below(14)) {
    case 0:
      return Ok(PoxSettings(StrCat("https://", url.host, "/EWS/a.asmx")));
    case 1:
      return Ok(SoapSettings(StrCat("https://", url.host, "/EWS/a.asmx")));
    case 2:
      return Ok(PoxRedirectUrl(lot.UrlAt(lot.InsideHost())));
    case 3:
      return Ok(SoapUserError("RedirectUrl", lot.UrlAt(lot.InsideHost())));
    case 4:
      return Ok(PoxRedirectAddress(
          StrCat("a", lot.Below(20), "@", lot.InsideHost())));
    case 5:
      return Ok(PoxError("500", "no"));
    case 6:
      return NotThere();
    case 7:
      return Asks({lot.Chance(50) ? "Negotiate" : "Negotiate, NTLM, Basic",
                   lot.Chance(50) ? "Digest nonce=n, qop=auth" : "Nego2"});
    case 8:
    case 9:
      return MovesTo(lot.UrlAt(lot.InsideHost()));
    default:
      return AsksForBasic();
  }
}

Report RandomWorld::AnswerTo(const Action& action) const {
  const std::string question = QuestionOf(action);
  const bool silenced = silenced_.contains(question);
  Lot lot(seed_, question);
  const auto* send = std::get_if<SendHttp>(&action);
  if (send == nullptr) {
    return silenced ? NoRecords() : SomeRecords(lot);
  }
  const Url url = *ParseUrl(send->url);
  if (silenced) {
    return NotThere();
  }
  // A host that is not there is so for every question.
  Lot host(seed_, url.Origin());
  switch (host.Below(12)) {
    case 0:
      return BadCertificate();
    case 1:
      return NoName();
    case 2:
      return TransportFailure{
          .stage = Stage::kConnect, .timed_out = true, .reason = "timed out"};
    default:
      break;
  }
  if (!url.IsHttps()) {
    return lot.Chance(70) ? MovesTo(lot.UrlAt(lot.AnyHost())) : Says(200);
  }
  const bool all_ask = Lot(seed_, "mood").Chance(15);
  return all_ask ? AsksForBasic() : OverTls(lot, url);
}

namespace {

// What the wire shows, step by step.
class Watcher {
 public:
  explicit Watcher(const Policy& rules) : rules_(rules) {}

  void SeeStart(const Action& action, Timestamp now) {
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
      if (!first_ && url.host == "corp.test") {
        first_ = {question, now};
        first_waits_ = true;
      }
      return;
    }
    Demand(rules_.auth_schemes.contains(send->login->scheme),
           "a scheme that is not allowed", *send);
    Demand(send->login->scheme >= strongest_, "a downgrade", *send);
    strongest_ = std::max(strongest_, send->login->scheme);
    Demand(challenged_.contains(question), "a secret nobody asked for", *send);
    Demand(!rejected_by_.contains(url.host), "a rejected secret again", *send);
    Demand(++logins_ == 1, "two secrets at once", *send);
    // The root is the best candidate of every ladder.
    Demand(!first_waits_ || first_->question == question ||
               now - first_->began >= rules_.speculation.grace,
           "a secret although a better candidate may still answer", *send);
  }

  void SeeReport(const Action& action, const Report& report) {
    const auto* send = std::get_if<SendHttp>(&action);
    const auto* answer = std::get_if<HttpAnswer>(&report);
    if (send == nullptr) {
      return;
    }
    const std::string question = StrCat(send->url, " ", send->body);
    const bool challenge = answer != nullptr && answer->status == 401;
    if (send->login) {
      --logins_;
      if (challenge) {
        rejected_by_.insert(ParseUrl(send->url)->host);
        Demand(rejected_by_.size() <= 3, "too many secrets", *send);
      }
      return;
    }
    if (challenge) {
      challenged_.insert(question);
    }
    first_waits_ = first_waits_ && first_->question != question;
  }

  std::vector<std::string> broken;

 private:
  struct First {
    std::string question;
    Timestamp began;
  };

  void Demand(bool kept, std::string_view rule, const SendHttp& send) {
    if (!kept) {
      broken.push_back(StrCat(rule, ": ", ToString(Action(send))));
    }
  }
  static bool IsBare(const SendHttp& send) {
    return send.method == "GET" && send.body.empty() && send.headers.empty() &&
           !send.login;
  }
  static bool MayBeAsked(std::string_view host) {
    return host == "hoster.test" || host == "corp.test" ||
           host.ends_with(".corp.test");
  }

  const Policy rules_;
  std::set<std::string> asked_;
  std::set<std::string> challenged_;
  std::set<std::string> rejected_by_;
  AuthScheme strongest_ = AuthScheme::kBasic;
  std::optional<First> first_;
  bool first_waits_ = false;  // For its answer.
  int logins_ = 0;            // Under way.
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
  Watcher watcher(world.SomePolicy());
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
  judged.broken = std::move(watcher.broken);
  const Policy rules = world.SomePolicy();
  if (judged.run.end == "no end" || judged.run.elapsed > rules.run_limit) {
    judged.broken.emplace_back("it does not end within its limits");
  }
  if (judged.run.outcome.settings.has_value() ==
      judged.run.outcome.error.has_value()) {
    judged.broken.emplace_back("neither found nor failed");
  }
  judged.answer = AnswerOf(judged.run);
  return judged;
}

}  // namespace autodiscover::core::testing
