// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/domain_judge.h"

#include <algorithm>
#include <string_view>

#include "tools/autodiscover/attempt_tree.h"
#include "tools/autodiscover/facts_text.h"

namespace autodiscover::tools {
namespace {

// A certificate that is renewed by a machine has a month left then.
constexpr std::chrono::days kRenewWithin{14};
// More hosts on the way are more that can fail; clients give up at ten.
constexpr int kRedirectsFew = 2;
// Clients wait as long for a host that takes the packets and says nothing.
constexpr std::chrono::milliseconds kLongWait{3'000};

using Findings = std::vector<Finding>;

bool IsBelow(const std::string& name, const std::string& domain) {
  return name == domain || name.ends_with("." + domain);
}

// How `name` was answered: both families together.
struct Name {
  bool has_address = false;
  std::vector<std::string> aliases;
  std::vector<std::string> addresses;
  bool failed = false;  // No name server said anything.
};

Name NameIn(const Survey& survey, const std::string& name) {
  Name all;
  for (const DnsFact& fact : survey.names) {
    if (fact.name != name) {
      continue;
    }
    all.has_address = all.has_address || !fact.answers.empty();
    all.addresses.insert(all.addresses.end(), fact.answers.begin(),
                         fact.answers.end());
    if (all.aliases.empty()) {
      all.aliases = fact.aliases;
    }
    all.failed =
        all.failed || (fact.rcode != "NOERROR" && fact.rcode != "NXDOMAIN");
  }
  // Name servers give them in another order each time.
  std::ranges::sort(all.addresses);
  return all;
}

bool AnyWorks(const Survey& survey) {
  return std::ranges::any_of(survey.sources, [](const SurveyedSource& source) {
    return StateOf(source.outcome) == SourceState::kWorks;
  });
}

void JudgeWhole(const Survey& survey, Findings& findings) {
  if (AnyWorks(survey)) {
    return;
  }
  const bool consent =
      std::ranges::any_of(survey.sources, [](const SurveyedSource& source) {
        return StateOf(source.outcome) == SourceState::kNeedsConsent;
      });
  findings.push_back(
      {.severity = consent ? Severity::kWarning : Severity::kError,
       .place = survey.domain,
       .what = consent ? "clients find Autodiscover only by way of a host that "
                         "they have to ask their user about"
                       : "no client finds Autodiscover here",
       .advice = "Let autodiscover." + survey.domain +
                 " lead to a server that answers over TLS with a certificate "
                 "for this name.",
       .mender = Mender::kDns});
}

// What stops clients at a source, though others may lead on.
void JudgeSource(const Survey& survey, const SurveyedSource& source,
                 Findings& findings) {
  const Attempt* decided = DecidingOf(source.outcome);
  const SourceState state = StateOf(source.outcome);
  if (decided == nullptr) {
    return;
  }
  if (state == SourceState::kBroken) {
    findings.push_back(
        {.severity = AnyWorks(survey) ? Severity::kWarning : Severity::kError,
         .place = HostOf(decided->action),
         .what = decided->reason,
         .advice = decided->advice,
         .mender = decided->mender.value_or(Mender::kExchange)});
  } else if (state == SourceState::kNeedsConsent &&
             source.source != Source::kSrv) {  // Of these JudgeTarget tells.
    findings.push_back(
        {.severity = Severity::kWarning,
         .place = HostOf(decided->action),
         .what = decided->reason,
         .advice = "Let autodiscover." + survey.domain +
                   " lead there over TLS instead, with a certificate for its "
                   "own name.",
         .mender = Mender::kWebServer});
  } else if (state == SourceState::kAbsent &&
             decided->finished - decided->started >= kLongWait) {
    findings.push_back(
        {.severity = Severity::kWarning,
         .place = HostOf(decided->action),
         .what = decided->reason + ": every client waits here for seconds",
         .advice = "Let the firewall refuse what it does not let in, or take "
                   "the name out of DNS.",
         .mender = Mender::kNetwork});
  }
  if (source.outcome.settings) {
    findings.push_back(
        {.severity = Severity::kWarning,
         .place = HostOf(source.outcome.url),
         .what = "settings are given to anybody, without a login",
         .advice = "Let the server ask for a login before it answers.",
         .mender = Mender::kExchange});
  }
}

int RedirectsBefore(const std::vector<Attempt>& attempts, int index) {
  int redirects = 0;
  while (index >= 0) {
    const Attempt& attempt = attempts.at(static_cast<std::size_t>(index));
    redirects +=
        attempt.status && *attempt.status >= 300 && *attempt.status < 400 ? 1
                                                                          : 0;
    index = attempt.parent < index ? attempt.parent : -1;
  }
  return redirects;
}

void JudgeRedirects(const SurveyedSource& source, Findings& findings) {
  const auto& attempts = source.outcome.attempts;
  int most = 0;
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    most = std::max(most, RedirectsBefore(attempts, static_cast<int>(i)));
  }
  if (most > kRedirectsFew) {
    findings.push_back(
        {.severity = Severity::kWarning,
         .place = HostOf(attempts.front().action),
         .what = std::to_string(most) + " redirects follow one another",
         .advice = "Let the first one lead to the last place.",
         .mender = Mender::kWebServer});
  }
}

void JudgeCertificate(const Attempt& attempt, std::chrono::sys_seconds now,
                      Findings& findings) {
  const auto& tls = attempt.facts.tls;
  if (!tls || tls->verdict != "valid" || tls->chain.empty()) {
    return;  // A bad one is what stops a source.
  }
  const CertificateFact& own = tls->chain.front();
  if (own.not_after - now < kRenewWithin) {
    findings.push_back({.severity = Severity::kWarning,
                        .place = HostOf(attempt.action),
                        .what = "the certificate (" + CommonName(own.subject) +
                                ") expires on " +
                                UtcText(own.not_after).substr(0, 10),
                        .advice = "Renew it before then.",
                        .mender = Mender::kCertificate});
  }
}

void JudgeLogins(const Attempt& attempt, Findings& findings) {
  if (!attempt.facts.http) {
    return;
  }
  const bool plain = attempt.facts.http->url.starts_with("http:");
  for (const auto& [name, value] : attempt.facts.http->headers) {
    if (name != "www-authenticate") {
      continue;
    }
    if (plain) {
      findings.push_back(
          {.severity = Severity::kError,
           .place = HostOf(attempt.action),
           .what = "a login is asked for without TLS: a client that answers "
                   "shows the password to the whole way",
           .advice = "Let port 80 redirect, and nothing else.",
           .mender = Mender::kWebServer});
    } else if (value.find("basic") != std::string::npos) {
      findings.push_back(
          {.severity = Severity::kNote,
           .place = HostOf(attempt.action),
           .what = "Basic is offered: the server is told the password itself",
           .advice = "Offer Negotiate, NTLM or Bearer alone where every "
                     "client can do one of them.",
           .mender = Mender::kExchange});
    }
  }
}

void JudgePlainAnswer(const Observed& seen, Findings& findings) {
  if (seen.url.starts_with("http:") && seen.status == 200 &&
      seen.answer_body.find("Autodiscover") != std::string::npos &&
      seen.answer_body.find('<') != std::string::npos) {
    findings.push_back(
        {.severity = Severity::kError,
         .place = HostOf(seen.url),
         .what = "Autodiscover is answered without TLS: anybody on the way can "
                 "read and change it",
         .advice = "Let port 80 redirect to https, and answer nothing else.",
         .mender = Mender::kWebServer});
  }
}

void JudgeAlias(const Survey& survey, const std::string& name,
                Findings& findings) {
  const Name found = NameIn(survey, name);
  if (!found.aliases.empty() && !found.has_address && !found.failed) {
    findings.push_back(
        {.severity = Severity::kError,
         .place = name,
         .what = "the alias leads to " + found.aliases.back() +
                 ", which has no address: whoever gets that name gets the "
                 "passwords of your users",
         .advice = "Take the CNAME record out, or let it lead to your server.",
         .mender = Mender::kDns});
  }
}

void JudgeTarget(const Survey& survey, const std::string& target,
                 Findings& findings) {
  const Name found = NameIn(survey, target);
  const auto add = [&](Severity severity, std::string what,
                       std::string advice) {
    findings.push_back({.severity = severity,
                        .place = survey.srv.name,
                        .what = std::move(what),
                        .advice = std::move(advice),
                        .mender = Mender::kDns});
  };
  if (!found.has_address && !found.failed) {
    add(Severity::kError,
        "the SRV record names " + target + ", which has no address",
        "Take the record out, or let it name your server.");
  } else if (!found.aliases.empty()) {
    add(Severity::kWarning,
        "the SRV record names " + target +
            ", which is an alias: RFC 2782 forbids it, and some clients stop",
        "Let the record name " + found.aliases.back() + ".");
  }
  if (!IsBelow(target, survey.domain)) {
    add(Severity::kWarning,
        "the SRV record leads out of the domain, to " + target +
            ": clients tell it the address, and ask their user about it",
        "Let autodiscover." + survey.domain + " lead there over TLS instead.");
  }
}

void JudgeNames(const Survey& survey, Findings& findings) {
  const std::string host = "autodiscover." + survey.domain;
  JudgeAlias(survey, host, findings);
  for (const std::string& record : survey.srv.answers) {
    const std::string target = record.substr(record.rfind(' ') + 1);
    if (target != ".") {
      JudgeTarget(survey, target, findings);
    }
  }
  const Name made_up = NameIn(survey, survey.made_up);
  if (!made_up.has_address) {
    return;
  }
  if (NameIn(survey, host).addresses == made_up.addresses) {
    findings.push_back(
        {.severity = Severity::kWarning,
         .place = host,
         .what = "the name exists only because DNS answers every name of the "
                 "domain (wildcard): clients send addresses to whatever "
                 "listens at " +
                 made_up.addresses.front(),
         .advice = "Make a record for " + host +
                   ", or one that says that there is none.",
         .mender = Mender::kDns});
  }
}

}  // namespace

const char* ToString(SourceState state) {
  switch (state) {
    case SourceState::kWorks:
      return "works";
    case SourceState::kNeedsConsent:
      return "needs_consent";
    case SourceState::kBroken:
      return "broken";
    case SourceState::kAbsent:
      return "absent";
  }
  return "";
}

const char* ToString(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "";
}

SourceState StateOf(const Outcome& outcome) {
  if (outcome.settings) {
    return SourceState::kWorks;
  }
  switch (outcome.error ? outcome.error->code : ErrorCode::kNotFound) {
    case ErrorCode::kAuthenticationFailed:
      return SourceState::kWorks;
    case ErrorCode::kRefusedByPolicy:
      return SourceState::kNeedsConsent;
    case ErrorCode::kServerError:
    case ErrorCode::kTlsFailed:
    case ErrorCode::kTimedOut:
      return SourceState::kBroken;
    case ErrorCode::kNotFound:
    case ErrorCode::kInvalidAddress:
    case ErrorCode::kCancelled:
      break;
  }
  return SourceState::kAbsent;
}

std::string TellOf(const Outcome& outcome) {
  if (outcome.settings) {
    return "gives settings without a login: " + Endpoints(*outcome.settings);
  }
  const Attempt* decided = DecidingOf(outcome);
  if (decided == nullptr) {
    return outcome.error ? outcome.error->message : "";
  }
  return StateOf(outcome) == SourceState::kWorks
             ? HostOf(decided->action) + " asks for a login"
             : decided->reason;
}

std::vector<Finding> Judge(const Survey& survey, std::chrono::sys_seconds now) {
  Findings findings;
  JudgeWhole(survey, findings);
  JudgeNames(survey, findings);
  for (const SurveyedSource& source : survey.sources) {
    JudgeSource(survey, source, findings);
    JudgeRedirects(source, findings);
    for (const Attempt& attempt : source.outcome.attempts) {
      JudgeCertificate(attempt, now, findings);
      JudgeLogins(attempt, findings);
    }
    for (const Observed& seen : source.seen) {
      JudgePlainAnswer(seen, findings);
    }
  }
  for (const std::string& host : survey.old_tls) {
    findings.push_back({.severity = Severity::kWarning,
                        .place = host,
                        .what = "TLS 1.0 or 1.1 is still taken, which others "
                                "can break",
                        .advice = "Let the server speak TLS 1.2 and 1.3 alone.",
                        .mender = Mender::kWebServer});
  }
  // Several sources lead to one server.
  Findings once;
  for (Finding& finding : findings) {
    if (std::ranges::find(once, finding) == once.end()) {
      once.push_back(std::move(finding));
    }
  }
  std::ranges::stable_sort(once, {}, &Finding::severity);
  return once;
}

}  // namespace autodiscover::tools
