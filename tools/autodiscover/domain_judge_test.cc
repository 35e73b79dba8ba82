// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/domain_judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tools/autodiscover/check_output.h"

namespace autodiscover::tools {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::sys_days kToday = std::chrono::year{2026} / 5 / 1;

Outcome Ended(ErrorCode code, const std::string& action,
              const std::string& reason) {
  Outcome outcome{.error = Error{.code = code, .message = reason}};
  outcome.attempts = {{.action = action, .reason = reason, .failure = code}};
  outcome.deciding = 0;
  return outcome;
}

Outcome AsksForALogin() {
  Outcome outcome =
      Ended(ErrorCode::kAuthenticationFailed,
            "POST https://autodiscover.corp.test/x", "wants a login");
  outcome.attempts[0].status = 401;
  outcome.attempts[0].facts.http =
      HttpFacts{.url = "https://autodiscover.corp.test/x"};
  return outcome;
}

// A domain with nothing to mend.
Survey Good() {
  Survey survey{.domain = "corp.test", .made_up = "check-x.corp.test"};
  survey.sources = {
      {.source = Source::kRootDomain,
       .outcome = Ended(ErrorCode::kNotFound, "POST https://corp.test/x",
                        "nothing there")},
      {.source = Source::kAutodiscoverHost, .outcome = AsksForALogin()}};
  survey.names = {
      {.name = "autodiscover.corp.test",
       .type = "A",
       .rcode = "NOERROR",
       .answers = {"192.0.2.1"}},
      {.name = "check-x.corp.test", .type = "A", .rcode = "NXDOMAIN"}};
  survey.srv = {.name = "_autodiscover._tcp.corp.test",
                .type = "SRV",
                .rcode = "NXDOMAIN"};
  return survey;
}

auto Says(Severity severity, const std::string& what) {
  return Contains(AllOf(Field(&Finding::severity, severity),
                        Field(&Finding::what, HasSubstr(what))));
}

TEST(DomainJudgeTest, HasNothingToSayOfAGoodDomain) {
  EXPECT_THAT(Judge(Good(), kToday), ElementsAre());
}

TEST(DomainJudgeTest, SaysWhereClientsFail) {
  Survey survey = Good();
  survey.sources[1].outcome =
      Ended(ErrorCode::kTlsFailed, "POST https://autodiscover.corp.test/x",
            "expired");
  const std::vector<Finding> findings = Judge(survey, kToday);
  EXPECT_THAT(findings, Says(Severity::kError, "no client finds"));
  EXPECT_THAT(findings, Says(Severity::kError, "expired"));
}

// Fails if the shop at the domain itself alarms who has a good server.
TEST(DomainJudgeTest, WarnsOfWhatDoesNotStopClients) {
  Survey survey = Good();
  survey.sources[0].outcome =
      Ended(ErrorCode::kTlsFailed, "POST https://corp.test/x", "another name");
  EXPECT_THAT(Judge(survey, kToday), Says(Severity::kWarning, "another name"));
}

TEST(DomainJudgeTest, WarnsBeforeACertificateEnds) {
  Survey survey = Good();
  survey.sources[1].outcome.attempts[0].facts.tls =
      TlsFacts{.verdict = "valid",
               .chain = {{.subject = "CN=x",
                          .not_after = kToday + std::chrono::days(9)}}};
  EXPECT_THAT(Judge(survey, kToday),
              Says(Severity::kWarning, "expires on 2026-05-10"));
  EXPECT_THAT(Judge(survey, kToday - std::chrono::days(30)), ElementsAre());
}

TEST(DomainJudgeTest, WarnsOfAHostThatSaysNothing) {
  Survey survey = Good();
  survey.sources[0].outcome.attempts[0].finished = milliseconds(5'000);
  EXPECT_THAT(Judge(survey, kToday), Says(Severity::kWarning, "waits here"));
}

TEST(DomainJudgeTest, SeesAnAliasThatLeadsNowhere) {
  Survey survey = Good();
  survey.names[0].answers.clear();
  survey.names[0].aliases = {"gone.hoster.test"};
  EXPECT_THAT(Judge(survey, kToday), Says(Severity::kError, "gone.hoster"));
  survey.names[0].rcode = "SERVFAIL";
  EXPECT_THAT(Judge(survey, kToday), Not(Says(Severity::kError, "gone")));
}

TEST(DomainJudgeTest, SeesWhereSrvRecordsLead) {
  Survey survey = Good();
  survey.srv.answers = {"0 0 443 mail.hoster.test", "0 0 443 ."};
  std::vector<Finding> findings = Judge(survey, kToday);
  EXPECT_THAT(findings, Says(Severity::kError, "has no address"));
  EXPECT_THAT(findings, Says(Severity::kWarning, "out of the domain"));
  survey.names.push_back({.name = "mail.hoster.test",
                          .type = "A",
                          .rcode = "NOERROR",
                          .answers = {"192.0.2.7"},
                          .aliases = {"web.hoster.test"}});
  findings = Judge(survey, kToday);
  EXPECT_THAT(findings, Not(Says(Severity::kError, "has no address")));
  EXPECT_THAT(findings, Says(Severity::kWarning, "is an alias"));
}

// Fails if a name server that is down is taken for a record that is wrong.
TEST(DomainJudgeTest, SaysNothingOfATargetThatCouldNotBeLookedUp) {
  Survey survey = Good();
  survey.srv.answers = {"0 0 443 mail.corp.test"};
  survey.names.push_back(
      {.name = "mail.corp.test", .type = "A", .rcode = "SERVFAIL"});
  EXPECT_THAT(Judge(survey, kToday), ElementsAre());
}

// Fails if one SRV record that leads out of the domain is told of twice.
TEST(DomainJudgeTest, TellsOnceOfAnSrvRecordThatLeadsOut) {
  Survey survey = Good();
  survey.srv.answers = {"0 0 443 mail.hoster.test"};
  survey.names.push_back({.name = "mail.hoster.test",
                          .type = "A",
                          .rcode = "NOERROR",
                          .answers = {"192.0.2.7"}});
  survey.sources.push_back(
      {.source = Source::kSrv,
       .outcome = Ended(ErrorCode::kRefusedByPolicy,
                        "POST https://mail.hoster.test/x", "needs consent")});
  EXPECT_THAT(Judge(survey, kToday),
              ElementsAre(Field(&Finding::what, HasSubstr("out of the"))));
}

TEST(DomainJudgeTest, SaysTheGravestFirst) {
  Survey survey = Good();
  survey.sources[1].outcome.attempts[0].facts.http->headers = {
      {"www-authenticate", "basic"}};
  survey.sources[1].seen = {{.url = "http://autodiscover.corp.test/x",
                             .status = 200,
                             .answer_body = "<Autodiscover/>"}};
  survey.old_tls = {"autodiscover.corp.test"};
  EXPECT_THAT(Judge(survey, kToday),
              ElementsAre(Field(&Finding::severity, Severity::kError),
                          Field(&Finding::severity, Severity::kWarning),
                          Field(&Finding::severity, Severity::kNote)));
}

TEST(DomainJudgeTest, SeesThatDnsAnswersEveryName) {
  Survey survey = Good();
  survey.names[1] = survey.names[0];
  survey.names[1].name = survey.made_up;
  EXPECT_THAT(Judge(survey, kToday), Says(Severity::kWarning, "wildcard"));
  survey.names[1].answers = {"192.0.2.99"};
  EXPECT_THAT(Judge(survey, kToday), ElementsAre());
}

// Fails if several addresses hide it, whose order is another in each answer.
TEST(DomainJudgeTest, SeesAWildcardOfSeveralAddresses) {
  Survey survey = Good();
  survey.names[0].answers = {"192.0.2.1", "192.0.2.2"};
  survey.names[1] = {.name = survey.made_up,
                     .type = "A",
                     .rcode = "NOERROR",
                     .answers = {"192.0.2.2", "192.0.2.1"}};
  EXPECT_THAT(Judge(survey, kToday), Says(Severity::kWarning, "wildcard"));
}

TEST(DomainJudgeTest, SeesWhatIsAnsweredWithoutTls) {
  Survey survey = Good();
  survey.sources[0].seen = {{.url = "http://autodiscover.corp.test/x",
                             .status = 200,
                             .answer_body = "<Autodiscover/>"}};
  EXPECT_THAT(Judge(survey, kToday),
              Says(Severity::kError, "answered without TLS"));
  survey.sources[0].seen[0].answer_body = "a shop";
  EXPECT_THAT(Judge(survey, kToday), ElementsAre());
}

TEST(DomainJudgeTest, SeesWhichLoginsAreOffered) {
  Survey survey = Good();
  HttpFacts& http = *survey.sources[1].outcome.attempts[0].facts.http;
  http.headers = {{"www-authenticate", "ntlm, basic"}};
  EXPECT_THAT(Judge(survey, kToday), Says(Severity::kNote, "Basic"));
  http.url = "http://autodiscover.corp.test/x";
  EXPECT_THAT(Judge(survey, kToday), Says(Severity::kError, "without TLS"));
}

TEST(DomainJudgeTest, WarnsOfTlsOfTheLastCentury) {
  Survey survey = Good();
  survey.old_tls = {"autodiscover.corp.test"};
  EXPECT_THAT(Judge(survey, kToday), Says(Severity::kWarning, "TLS 1.0"));
}

TEST(DomainJudgeTest, CountsRedirects) {
  Survey survey = Good();
  Outcome& outcome = survey.sources[1].outcome;
  outcome.attempts.clear();
  for (int i = 0; i < 3; ++i) {
    outcome.attempts.push_back(
        {.parent = i - 1, .action = "POST https://corp.test/x", .status = 302});
  }
  outcome.deciding = -1;
  EXPECT_THAT(Judge(survey, kToday), Says(Severity::kWarning, "3 redirects"));
  outcome.attempts.pop_back();
  EXPECT_THAT(Judge(survey, kToday), ElementsAre());
}

TEST(CheckOutputTest, SaysWhatToDoAndWhoCan) {
  Survey survey = Good();
  survey.sources[1].outcome.settings =
      Settings{.ews_url = "https://m.corp.test/EWS"};
  survey.sources[1].outcome.url = "https://autodiscover.corp.test/x";
  const std::vector<Finding> findings = Judge(survey, kToday);
  const std::string text = CheckText(survey, findings, Style{});
  EXPECT_THAT(text, HasSubstr("corp.test: 0 errors, 1 warning, 0 notes"));
  EXPECT_THAT(text, HasSubstr("gives settings without a login"));
  EXPECT_THAT(text, HasSubstr("> Let the server ask for a login"));
  EXPECT_THAT(text, HasSubstr("can be mended by: who"));
  const auto json = nlohmann::json::parse(CheckJson(survey, findings));
  EXPECT_EQ(json["schema"], "autodiscover-check/1");
  EXPECT_EQ(json["domain"], "corp.test");
  EXPECT_EQ(json["findings"].size(), 1U);
  EXPECT_EQ(json["sources"][0]["state"], "absent");
  EXPECT_EQ(json["sources"][0]["tells"], "nothing there");
  EXPECT_EQ(json["sources"][1]["tells"],
            "gives settings without a login: https://m.corp.test/EWS");
  EXPECT_EQ(json["dns"].size(), survey.names.size() + 1);
  EXPECT_EQ(json["dns"].back()["name"], survey.srv.name);
  EXPECT_THAT(CheckText(Good(), {}, Style{}), HasSubstr("nothing to mend"));
}

}  // namespace
}  // namespace autodiscover::tools
