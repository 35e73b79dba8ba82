// SPDX-License-Identifier: Apache-2.0

#include "core/scripted_run.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include <gtest/gtest.h>

#include "base/strings.h"
#include "core/discovery.h"

namespace autodiscover::core::testing {

Report Says(int status, std::string body) {
  return HttpAnswer{.status = status, .body = std::move(body)};
}
Report Ok(std::string body) { return Says(200, std::move(body)); }
Report NotThere() { return Says(404); }

Report Asks(std::initializer_list<std::string_view> challenges) {
  HttpAnswer answer{.status = 401};
  for (const std::string_view challenge : challenges) {
    answer.headers.emplace_back("WWW-Authenticate", challenge);
  }
  return answer;
}
Report AsksForBasic() { return Asks({"Basic realm=\"corp\""}); }

Report MovesTo(std::string_view location, int status) {
  return WithHeaders(status, {{"Location", std::string(location)}});
}
Report WithHeaders(int status, Headers headers) {
  return HttpAnswer{.status = status, .headers = std::move(headers)};
}

Report NoName() {
  return TransportFailure{.stage = Stage::kDns, .reason = "no such name"};
}
Report Refused() {
  return TransportFailure{.stage = Stage::kConnect,
                          .reason = "connection refused"};
}
Report BadCertificate() {
  return TransportFailure{.stage = Stage::kTls,
                          .reason = "certificate has expired"};
}
Report BreaksOff() {
  return TransportFailure{.stage = Stage::kHttp,
                          .reason = "the body was cut short"};
}
Report Records(std::vector<SrvRecord> records) {
  return SrvAnswer{.records = std::move(records)};
}
Report NoRecords() { return SrvAnswer{.why = "NXDOMAIN"}; }

std::string Post(std::string_view host) {
  return StrCat("POST https://", host, "/autodiscover/autodiscover.xml");
}
std::string PostBasic(std::string_view host) {
  return StrCat(Post(host), " basic");
}

void PrintTo(const Script& script, std::ostream* out) { *out << script.name; }

Outcome Play(const Script& script) {
  const Timestamp now{};
  Discovery discovery(script.address, script.means, script.policy, 1, now);
  for (const Line& line : script.lines) {
    const Step step = discovery.Poll(now);
    const auto* start = std::get_if<Start>(&step);
    if (start == nullptr) {
      ADD_FAILURE() << "expected " << line.step << ", not " << ToString(step);
      return {};
    }
    EXPECT_EQ(ToString(start->action), line.step);
    discovery.Tell(start->id, line.report, now);
  }
  const Step last = discovery.Poll(now);
  EXPECT_EQ(ToString(last), script.outcome);
  const auto* finished = std::get_if<Finished>(&last);
  return finished == nullptr ? Outcome{} : finished->outcome;
}

Policy InTurn(Policy policy) {
  policy.speculation.on = false;
  return policy;
}

Policy Only(Source source) {
  Policy policy;
  policy.sources = {source};
  return policy;
}

Policy Consents(std::vector<std::string> hosts) {
  Policy policy;
  policy.consented_hosts = std::move(hosts);
  return policy;
}

Attempt AttemptAt(const Outcome& outcome, std::string_view action) {
  const auto found = std::ranges::find_if(
      outcome.attempts,
      [action](const Attempt& attempt) { return attempt.action == action; });
  return found == outcome.attempts.end() ? Attempt{} : *found;
}

}  // namespace autodiscover::core::testing
