// SPDX-License-Identifier: Apache-2.0
//
// Plays a discovery against a script, for tests by table: each line is the step
// that is expected and the report that it gets.

#ifndef AUTODISCOVER_CORE_SCRIPTED_RUN_H_
#define AUTODISCOVER_CORE_SCRIPTED_RUN_H_

#include <chrono>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "autodiscover/policy.h"

#include "core/login_choice.h"
#include "core/step.h"

namespace autodiscover::core::testing {

// ---- Reports, in short

Report Says(int status, std::string body = "");
Report Ok(std::string body);
Report NotThere();  // 404.
// 401 with one WWW-Authenticate header for each text.
Report Asks(std::initializer_list<std::string_view> challenges);
Report AsksForBasic();
Report MovesTo(std::string_view location, int status = 302);
Report WithHeaders(int status, Headers headers);
Report NoName();
Report Refused();  // The connection.
Report BadCertificate();
Report BreaksOff();
Report Records(std::vector<SrvRecord> records);
Report NoRecords();

// ---- Step lines, in short

inline constexpr std::string_view kRoot =
    "POST https://corp.test/autodiscover/autodiscover.xml";
inline constexpr std::string_view kRootBasic =
    "POST https://corp.test/autodiscover/autodiscover.xml basic";
inline constexpr std::string_view kAuto =
    "POST https://autodiscover.corp.test/autodiscover/autodiscover.xml";
inline constexpr std::string_view kAutoBasic =
    "POST https://autodiscover.corp.test/autodiscover/autodiscover.xml basic";
inline constexpr std::string_view kProbe =
    "GET http://autodiscover.corp.test/autodiscover/autodiscover.xml";
inline constexpr std::string_view kSrv = "SRV _autodiscover._tcp.corp.test";
inline constexpr std::string_view kEws = "https://mail.corp.test/EWS/a.asmx";
inline constexpr std::string_view kFoundEws =
    "found https://mail.corp.test/EWS/a.asmx";

// POST https://HOST/autodiscover/autodiscover.xml
std::string Post(std::string_view host);
std::string PostBasic(std::string_view host);

// ---- The script

struct Line {
  Line(std::string_view expected, Report told)
      : step(expected), report(std::move(told)) {}

  std::string step;
  Report report;
};

struct Script {
  std::string name;  // CamelCase: becomes the test's name.
  std::vector<Line> lines;
  std::string outcome;
  Policy policy = {};
  std::string address = "ann@corp.test";
  Means means = {.password = true};
};
// For the test runner's messages.
void PrintTo(const Script& script, std::ostream* out);

// Plays `script` and expects each line; gives the outcome.
Outcome Play(const Script& script);

// `policy`, with one candidate asked after the other.
Policy InTurn(Policy policy = {});
// A policy that asks at one source only.
Policy Only(Source source);
// A policy with these hosts consented to.
Policy Consents(std::vector<std::string> hosts);

// The first attempt whose action is `action`, or an empty one.
Attempt AttemptAt(const Outcome& outcome, std::string_view action);

}  // namespace autodiscover::core::testing

#endif  // AUTODISCOVER_CORE_SCRIPTED_RUN_H_
