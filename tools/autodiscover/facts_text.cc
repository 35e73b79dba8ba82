// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/facts_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace autodiscover::tools {
namespace {

constexpr std::size_t kNamesShown = 4;

std::string Joined(const std::vector<std::string>& parts,
                   const std::string& between, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(parts.size(), most); ++i) {
    text += (i == 0 ? "" : between) + parts[i];
  }
  return parts.size() <= most
             ? text
             : text + " and " + std::to_string(parts.size() - most) + " more";
}

std::string AnswerText(const DnsFact& fact) {
  std::string text = fact.type + " ";
  if (fact.answers.empty()) {
    return text + (fact.rcode == "NOERROR" ? "no record" : fact.rcode);
  }
  text += Joined(fact.answers, ", ", kNamesShown);
  return fact.ttl.count() > 0
             ? text + " (TTL " + std::to_string(fact.ttl.count()) + " s)"
             : text;
}

std::string DnsText(const std::vector<DnsFact>& facts) {
  std::string text = facts.front().name;
  for (const std::string& alias : facts.front().aliases) {
    text += " -> " + alias;
  }
  for (std::size_t i = 0; i < facts.size(); ++i) {
    text += (i == 0 ? ": " : "; ") + AnswerText(facts[i]);
  }
  return text;
}

std::string Day(std::chrono::sys_seconds time) {
  return UtcText(time).substr(0, 10);
}

std::string CertificateText(const TlsFacts& tls) {
  const CertificateFact& own = tls.chain.front();
  std::string text = "certificate of ";
  text += own.names.empty() ? CommonName(own.subject)
                            : Joined(own.names, ", ", kNamesShown);
  text += ", issued by " + CommonName(own.issuer) + ", good from " +
          Day(own.not_before) + " to " + Day(own.not_after) + ", " +
          std::to_string(tls.chain.size()) + " in the chain";
  return tls.verdict == "valid"
             ? text
             : text + "; " + tls.verdict + "; SHA-256 " + own.sha256;
}

std::string HttpText(const Attempt& attempt, const HttpFacts& http) {
  std::string text;
  const auto add = [&text](const std::string& part) {
    text += (text.empty() ? "" : "; ") + part;
  };
  if (attempt.status) {
    add((http.content_type.empty() ? "" : http.content_type + ", ") +
        std::to_string(http.answer_bytes) + " bytes");
  }
  // The rest is for whoever reads the JSON; the reason tells where a redirect
  // leads.
  constexpr std::array kShown = {"server", "via", "x-feserver", "x-beserver",
                                 "retry-after"};
  std::vector<std::string> schemes;
  for (const auto& [name, value] : http.headers) {
    if (name == "www-authenticate") {
      schemes.push_back(value);
    } else if (std::ranges::find(kShown, name) != kShown.end()) {
      add(name + ": " + value);
    }
  }
  if (!schemes.empty()) {
    add("asks for: " + Joined(schemes, ", ", kNamesShown));
  }
  return text;
}

}  // namespace

std::string CommonName(const std::string& subject) {
  const std::size_t start = subject.find("CN=");
  if (start == std::string::npos) {
    return subject;
  }
  return subject.substr(start + 3, subject.find(',', start) - start - 3);
}

std::vector<FactLine> FactsText::Lines(const Attempt& attempt) {
  const Facts& facts = attempt.facts;
  std::vector<FactLine> lines;
  if (!facts.dns.empty() && told_.insert(facts.dns.front().name).second) {
    lines.push_back({.topic = "DNS", .text = DnsText(facts.dns)});
  }
  if (facts.tls && !facts.tls->chain.empty() &&
      told_.insert(facts.tls->chain.front().sha256).second) {
    const std::string& version = facts.tls->version;
    lines.push_back({.topic = "TLS",
                     .text = version + (version.empty() ? "" : "; ") +
                             CertificateText(*facts.tls)});
  }
  if (facts.http) {
    if (std::string text = HttpText(attempt, *facts.http); !text.empty()) {
      lines.push_back({.topic = "HTTP", .text = std::move(text)});
    }
  }
  return lines;
}

}  // namespace autodiscover::tools
