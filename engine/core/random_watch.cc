// SPDX-License-Identifier: Apache-2.0

#include "core/random_watch.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "base/ldap_uri.h"
#include "base/strings.h"

namespace autodiscover::core::testing {
namespace {

bool IsBare(const SendHttp& send) {
  return send.method == "GET" && send.body.empty() && send.headers.empty() &&
         !send.login;
}

bool OffersBasic(const HttpAnswer& answer) {
  return std::ranges::any_of(answer.headers, [](const auto& header) {
    return header.second.find("Basic") != std::string::npos;
  });
}

// The text before `end`, back to `begin`.
std::string_view Between(std::string_view text, std::string_view begin,
                         std::string_view end) {
  const std::size_t to = text.find(end);
  const std::size_t from =
      to == std::string_view::npos ? to : text.rfind(begin, to);
  return from == std::string_view::npos
             ? ""
             : text.substr(from + begin.size(), to - from - begin.size());
}

bool MayBeAsked(std::string_view host) {
  return host == "hoster.test" || host == "known.test" || host == "corp.test" ||
         host.ends_with(".corp.test");
}

// The host of the best candidate of the ladder, and whether that is the
// endpoint of last time.
std::pair<std::string, bool> BestOf(const Policy& rules) {
  if (rules.last_good && rules.sources.front() == Source::kLastGood) {
    const Url url = *ParseUrl(rules.last_good->url);
    if (url.IsHttps() && MayBeAsked(url.host)) {
      return {url.host, true};
    }
  }
  if (!rules.directory.uri.empty()) {
    return {"", false};  // It is no host's question.
  }
  return {rules.v2_hosts.empty() ? "corp.test" : rules.v2_hosts.front(), false};
}

}  // namespace

Watcher::Watcher(const Policy& rules) : rules_(rules) {
  std::tie(best_, best_is_last_good_) = BestOf(rules);
  NameDomain("corp.test");
  for (const std::string& host : rules.v2_hosts) {
    Name(host);
  }
  if (rules.last_good) {
    named_.insert(ParseUrl(rules.last_good->url)->Origin());
  }
}

void Watcher::Name(std::string_view host, std::uint16_t port) {
  named_.insert(ParseUrl(StrCat("https://", host, ":", port))->Origin());
}

void Watcher::NameDomain(std::string_view domain) {
  Name(domain);
  Name(StrCat("autodiscover.", domain));
}

// Of all that answers name without a redirect, whether it is believed or not.
void Watcher::SeeNames(const Report& report) {
  if (const auto* records = std::get_if<SrvAnswer>(&report)) {
    for (const SrvRecord& record : records->records) {
      Name(record.target, record.port);
    }
  }
  if (const auto* found = std::get_if<DirectoryAnswer>(&report)) {
    for (const DirectoryEntry& entry : found->entries) {
      const Result<Url> url = ParseUrl(entry.attributes.back().second.front());
      if (url) {
        named_.insert(url->Origin());
      }
    }
  }
  if (const auto* answer = std::get_if<HttpAnswer>(&report)) {
    const std::string_view domain =
        Between(answer->body, "@", "</RedirectAddr>");
    if (!domain.empty()) {
      NameDomain(domain);
    }
    const Result<Url> place =
        ParseUrl(Between(answer->body, R"("Url":")", R"("})"));
    if (place) {
      named_.insert(place->Origin());
    }
  }
}

void Watcher::SeeStart(const Action& action, Timestamp now) {
  if (const auto* search = std::get_if<SearchDirectory>(&action)) {
    SeeSearch(*search);
  }
  if (const auto* send = std::get_if<SendHttp>(&action)) {
    SeeSend(*send, now);
  }
}

void Watcher::SeeSend(const SendHttp& send, Timestamp now) {
  const Url url = *ParseUrl(send.url);
  if (!url.IsHttps()) {
    Demand(IsBare(send), "more than a bare GET in clear", send);
    return;
  }
  Demand(MayBeAsked(url.host), "a host that needs consent is asked", send);
  if (!named_.contains(url.Origin())) {
    led_to_.insert(url.Origin());
    Demand(std::ssize(led_to_) <= rules_.redirects_max, "too many redirects",
           send);
  }
  const std::string question = StrCat(send.url, " ", send.body);
  if (!send.login) {
    Demand(asked_.insert(question).second, "asked twice", send);
    SeeQuestion(question, url, send, now);
    return;
  }
  SeeLogin(question, url, send, now);
}

void Watcher::SeeLogin(const std::string& question, const Url& url,
                       const SendHttp& send, Timestamp now) {
  Demand(rules_.auth_schemes.contains(send.login->scheme),
         "a scheme that is not allowed", send);
  Demand(send.login->scheme >= strongest_, "a downgrade", send);
  strongest_ = std::max(strongest_, send.login->scheme);
  const bool of_last_time = IsLoginOfLastTime(url, send);
  if (of_last_time) {
    SeeQuestion(question, url, send, now);
  }
  Demand(challenged_.contains(question) || of_last_time,
         "a secret nobody asked for", send);
  Demand(!rejected_by_.contains(url.host), "a rejected secret again", send);
  Demand(++logins_ == 1, "two secrets at once", send);
  Demand(!first_waits_ || first_->question == question ||
             now - first_->began >= rules_.speculation.grace,
         "a secret although a better candidate may still answer", send);
}

void Watcher::SeeQuestion(const std::string& question, const Url& url,
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

// Who asked for Basic last time is taken to ask for it again: there, once,
// and before anything else is asked there.
bool Watcher::IsLoginOfLastTime(const Url& url, const SendHttp& send) {
  const bool remembered =
      rules_.last_good && rules_.last_good->login == send.login->scheme &&
      ParseUrl(rules_.last_good->url)->ToString() == url.ToString() &&
      !asked_.contains(StrCat(send.url, " ", send.body));
  return remembered && !std::exchange(last_login_used_, true);
}

void Watcher::SeeSearch(const SearchDirectory& search) {
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

void Watcher::SeeReport(const Action& action, const Report& report) {
  SeeNames(report);
  if (const auto* search = std::get_if<SearchDirectory>(&action);
      search != nullptr && search->login) {
    SeeSearchEnd(*search, report);
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
    if (challenge && !challenged_.contains(question) && !OffersBasic(*answer)) {
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

void Watcher::SeeSearchEnd(const SearchDirectory& search,
                           const Report& report) {
  --logins_;
  const auto* failure = std::get_if<TransportFailure>(&report);
  if (failure != nullptr &&
      failure->refusal == ErrorCode::kAuthenticationFailed) {
    rejected_by_.insert(ParseLdapUri(search.server)->host);
    Demand(rejected_by_.size() <= 3, "too many secrets", search);
  }
}

// No request of a run goes to the service that it names.
void Watcher::SeeOutcome(const Outcome& outcome) {
  if (!outcome.settings) {
    return;
  }
  const std::string& text = outcome.settings->ews_url;
  if (const Result<Url> url = ParseUrl(text); !url || !MayBeAsked(url->host)) {
    broken_.push_back(StrCat("a service that needs consent: ", text));
  }
}

void Watcher::Demand(bool kept, std::string_view rule, const Action& action) {
  if (!kept) {
    broken_.push_back(StrCat(rule, ": ", ToString(action)));
  }
}

}  // namespace autodiscover::core::testing
