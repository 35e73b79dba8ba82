// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/check_output.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "autodiscover/json.h"

#include "tools/autodiscover/attempt_tree.h"

namespace autodiscover::tools {
namespace {

using Json = nlohmann::ordered_json;

std::string Counted(const std::vector<Finding>& findings, Severity severity) {
  const auto count = std::ranges::count(findings, severity, &Finding::severity);
  return std::to_string(count) + " " + ToString(severity) +
         (count == 1 ? "" : "s");
}

Ink InkOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return Ink::kBad;
    case Severity::kWarning:
      return Ink::kBold;
    case Severity::kNote:
      return Ink::kDim;
  }
  return Ink::kDim;
}

Json Of(const DnsFact& fact) {
  return {{"name", fact.name},
          {"type", fact.type},
          {"rcode", fact.rcode},
          {"answers", fact.answers},
          {"aliases", fact.aliases}};
}

}  // namespace

std::string CheckText(const Survey& survey,
                      const std::vector<Finding>& findings,
                      const Style& style) {
  std::string out = style.Paint(Ink::kBold, Printable(survey.domain)) + ": " +
                    Counted(findings, Severity::kError) + ", " +
                    Counted(findings, Severity::kWarning) + ", " +
                    Counted(findings, Severity::kNote) +
                    "\n\nWhat clients find\n";
  for (const SurveyedSource& source : survey.sources) {
    std::string name = Describe(source.source);
    name.resize(std::max<std::size_t>(name.size(), 28), ' ');
    const bool works = StateOf(source.outcome) == SourceState::kWorks;
    const std::string told = Printable(TellOf(source.outcome));
    out += "  " + name + (works ? style.Paint(Ink::kGood, told) : told) + "\n";
  }
  out +=
      findings.empty() ? "\nThere is nothing to mend.\n" : "\nWhat to mend\n";
  const char* arrow = style.unicode ? "→ " : "> ";
  for (const Finding& finding : findings) {
    std::string severity = ToString(finding.severity);
    severity.resize(9, ' ');
    out += "  " + style.Paint(InkOf(finding.severity), severity) +
           Printable(finding.place) + ": " + Printable(finding.what) + "\n";
    if (!finding.advice.empty()) {
      out += std::string(11, ' ') + arrow + Printable(finding.advice) + "\n";
    }
    out += std::string(11, ' ') +
           "can be mended by: " + std::string(Describe(finding.mender)) + "\n";
  }
  return out;
}

std::string CheckJson(const Survey& survey,
                      const std::vector<Finding>& findings) {
  Json sources = Json::array();
  for (const SurveyedSource& source : survey.sources) {
    sources.push_back({{"source", ToString(source.source)},
                       {"state", ToString(StateOf(source.outcome))},
                       {"tells", TellOf(source.outcome)},
                       {"outcome", Json::parse(ToJson(source.outcome))}});
  }
  Json dns = Json::array();
  for (const DnsFact& fact : survey.names) {
    dns.push_back(Of(fact));
  }
  if (!survey.srv.name.empty()) {
    dns.push_back(Of(survey.srv));
  }
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"severity", ToString(finding.severity)},
                    {"place", finding.place},
                    {"what", finding.what},
                    {"advice", finding.advice},
                    {"mender", ToString(finding.mender)}});
  }
  const Json document = {{"schema", "autodiscover-check/1"},
                         {"domain", survey.domain},
                         {"findings", list},
                         {"sources", sources},
                         {"dns", dns}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace autodiscover::tools
