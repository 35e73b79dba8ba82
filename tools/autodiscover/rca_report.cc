// SPDX-License-Identifier: Apache-2.0
//
// The sentences are ours; their key words are those that readers of such
// reports look for: conformance/src/adconf/trace/analyzer.py is one.

#include "tools/autodiscover/rca_report.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "tools/autodiscover/attempt_tree.h"
#include "tools/autodiscover/facts_text.h"
#include "tools/autodiscover/markup.h"

namespace autodiscover::tools {
namespace {

constexpr const char* kHead =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
    "<!-- Written by autodiscover, in the shape of a report of the Remote "
    "Connectivity Analyzer. -->\n";
constexpr const char* kPox =
    "http://schemas.microsoft.com/exchange/autodiscover";

// One step, with what is in it already written.
struct Step {
  bool good = true;
  std::string description;
  std::string details;
  std::string steps;
};

std::string Written(const Step& step) {
  std::string out = std::string("<TestStep Result=\"") +
                    (step.good ? "Success" : "Error") + "\"><Description>" +
                    Escaped(step.description) + "</Description>";
  if (!step.details.empty()) {
    out += "<Details>" + Escaped(step.details) + "</Details>";
  }
  if (!step.steps.empty()) {
    out += "<SubSteps>\n" + step.steps + "</SubSteps>";
  }
  return out + "</TestStep>\n";
}

std::string UrlOf(const Attempt& attempt) {
  const std::size_t start = attempt.action.find("http");
  return attempt.action.substr(
      std::min(start, attempt.action.size()),
      attempt.action.find(' ', std::min(start, attempt.action.size())) - start);
}

std::string PortOf(const std::string& url) {
  const std::size_t start = url.find("//") + 2;
  const std::string place =
      url.substr(start, url.find_first_of("/?", start) - start);
  const std::size_t colon = place.rfind(':');
  if (colon != std::string::npos) {
    return place.substr(colon + 1);
  }
  return url.starts_with("https:") ? "443" : "80";
}

std::string Addresses(const std::vector<DnsFact>& dns) {
  std::string all;
  for (const DnsFact& fact : dns) {
    for (const std::string& address : fact.answers) {
      all += (all.empty() ? "" : ", ") + address;
    }
  }
  return all;
}

std::string ResolveStep(const Attempt& attempt, const std::string& host) {
  const std::string addresses = Addresses(attempt.facts.dns);
  return Written(
      {.good = !addresses.empty(),
       .description =
           "Attempting to resolve the host name " + host + " in DNS.",
       .details = addresses.empty() ? "The host name couldn't be resolved: " +
                                          attempt.reason + "."
                                    : "IP addresses returned: " + addresses});
}

std::string PortStep(const std::string& url, bool open) {
  return Written(
      {.good = open,
       .description = "Testing TCP port " + PortOf(url) + " on host " +
                      HostOf(url) + " to ensure it's listening and open.",
       .details = open ? "The port was opened successfully."
                       : "The specified port is either blocked, isn't "
                         "listening, or not producing the expected response."});
}

std::string CertificateDetails(const TlsFacts& tls, const std::string& host) {
  std::string text;
  if (tls.verdict == "wrong-name") {
    text = "The host name " + host +
           " doesn't match any name found on the server certificate.";
  } else if (tls.verdict == "expired") {
    text = "The certificate has expired.";
  } else if (tls.verdict == "not-yet-valid") {
    text = "The certificate isn't valid on today's date.";
  } else if (tls.verdict != "valid") {
    text = "The certificate chain couldn't be built (" + tls.verdict + ").";
  }
  if (!tls.chain.empty()) {
    const CertificateFact& own = tls.chain.front();
    text += (text.empty() ? "" : " ") + ("Subject: " + own.subject) +
            ", Issuer: " + own.issuer +
            ", NotBefore: " + UtcText(own.not_before) +
            ", NotAfter: " + UtcText(own.not_after) + ".";
  }
  return text;
}

// What was found, as a server says it.
std::string Document(const Settings& settings) {
  const auto element = [](const char* name, const std::string& value) {
    return value.empty() ? ""
                         : std::string("<") + name + ">" + Escaped(value) +
                               "</" + name + ">";
  };
  return std::string("<Autodiscover xmlns=\"") + kPox +
         "/responseschema/2006\"><Response xmlns=\"" + kPox +
         "/outlook/responseschema/2006a\"><Account><AccountType>email"
         "</AccountType><Action>settings</Action><Protocol><Type>EXPR</Type>" +
         element("EwsUrl", settings.ews_url) +
         "</Protocol></Account></Response></Autodiscover>";
}

class ReportWriter {
 public:
  ReportWriter(const Outcome& outcome, const std::string& address)
      : outcome_(outcome), address_(address) {}

  [[nodiscard]] std::string Write() const {
    Step root{.good = outcome_.settings.has_value(),
              .description = "Testing Autodiscover for " + address_ + ".",
              .details = outcome_.error ? outcome_.error->message : "",
              .steps = Steps(-1)};
    if (const Attempt* decided = DecidingOf(outcome_);
        decided != nullptr && outcome_.error) {
      root.details += " Decided by " + decided->action + ".";
    }
    return kHead + Written(root);
  }

 private:
  [[nodiscard]] std::string Steps(int parent) const {
    std::string out;
    for (const std::size_t index : ChildrenOf(outcome_.attempts, parent)) {
      out += StepOf(index);
    }
    return out;
  }

  // The Analyzer counts a challenge and its answer as one step: true where
  // attempt `index` is the first half of such a pair.
  [[nodiscard]] bool IsChallenge(std::size_t index) const {
    const Attempt& attempt = outcome_.attempts[index];
    return attempt.status == 401 &&
           std::ranges::any_of(
               ChildrenOf(outcome_.attempts, static_cast<int>(index)),
               [&](std::size_t child) {
                 return UrlOf(outcome_.attempts[child]) == UrlOf(attempt);
               });
  }

  [[nodiscard]] std::string StepOf(std::size_t index) const {
    const Attempt& attempt = outcome_.attempts[index];
    if (attempt.action.starts_with("SRV ")) {
      return SrvStep(index);
    }
    const std::string url = UrlOf(attempt);
    if (url.empty()) {
      return "";
    }
    std::string steps = WayTo(attempt, url);
    const bool asked = attempt.stage > Stage::kTls;
    if (asked && !IsChallenge(index)) {
      steps += RequestStep(index, url);
    }
    return Written(
        {.good = attempt.succeeded || !attempt.failure,
         .description = "Attempting to test potential Autodiscover URL " + url,
         // What came later is told by the step it came in.
         .details = attempt.stage == Stage::kPolicy ? Why(attempt) : "",
         .steps = steps + Steps(static_cast<int>(index))});
  }

  [[nodiscard]] std::string SrvStep(std::size_t index) const {
    const Attempt& attempt = outcome_.attempts[index];
    std::string details = Why(attempt);
    for (const DnsFact& fact : attempt.facts.dns) {
      for (const std::string& record : fact.answers) {
        details +=
            " Service location: " + record.substr(record.rfind(' ') + 1) +
            " (" + record + ").";
      }
    }
    return Written({.good = !attempt.failure,
                    .description = "Attempting to locate SRV record " +
                                   attempt.action.substr(4) + " in DNS.",
                    .details = details,
                    .steps = Steps(static_cast<int>(index))});
  }

  // Name, port and certificate, where this attempt found its own way.
  static std::string WayTo(const Attempt& attempt, const std::string& url) {
    if (attempt.facts.reused || attempt.stage == Stage::kPolicy) {
      return "";
    }
    std::string steps = ResolveStep(attempt, HostOf(url));
    if (attempt.stage == Stage::kDns) {
      return steps;
    }
    const auto& tls = attempt.facts.tls;
    const bool shown = tls && !tls->verdict.empty();
    steps += PortStep(url, attempt.stage > Stage::kTls || shown);
    if (shown) {
      steps += Written(
          {.good = tls->verdict == "valid",
           .description = "Testing the SSL certificate to make "
                          "sure it's valid.",
           .details = CertificateDetails(*tls, HostOf(url)) +
                      (attempt.advice.empty() ? "" : " " + attempt.advice)});
    }
    return steps;
  }

  [[nodiscard]] std::string RequestStep(std::size_t index,
                                        const std::string& url) const {
    const Attempt& attempt = outcome_.attempts[index];
    std::string details = Why(attempt);
    if (attempt.status) {
      details += " HTTP Status Code: " + std::to_string(*attempt.status) + ".";
    }
    if (const auto& http = attempt.facts.http) {
      for (const auto& [name, value] : http->headers) {
        if (name == "location") {
          details += " Redirect URL: " + value.substr(0, value.find('?'));
        }
      }
    }
    std::string answer;
    if (attempt.succeeded && outcome_.settings) {
      answer =
          Written({.description = "The endpoints, as they were understood.",
                   .details = Document(*outcome_.settings)});
    }
    return Written({.good = attempt.succeeded || !attempt.failure,
                    .description = "Attempting to retrieve an XML response "
                                   "from URL " +
                                   url + " for user " + address_ + ".",
                    .details = details,
                    .steps = answer});
  }

  static std::string Why(const Attempt& attempt) {
    return attempt.reason + "." +
           (attempt.advice.empty() ? "" : " " + attempt.advice);
  }

  const Outcome& outcome_;
  const std::string& address_;
};

}  // namespace

std::string ToRcaReport(const Outcome& outcome, const std::string& address) {
  return ReportWriter(outcome, address).Write();
}

}  // namespace autodiscover::tools
