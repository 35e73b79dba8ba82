// SPDX-License-Identifier: Apache-2.0
//
// What is asked again, in another way, of a server that gave an error: a busy
// one later, one of another version at once, and SOAP where POX does not take a
// token.

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxError;
using codec::testing::SoapBody;
using codec::testing::SoapFault;
using codec::testing::SoapSettings;
using codec::testing::SoapUserError;
using std::chrono::milliseconds;

constexpr std::string_view kSoap =
    "POST https://corp.test/autodiscover/autodiscover.svc";
constexpr std::string_view kSoapBasic =
    "POST https://corp.test/autodiscover/autodiscover.svc basic";
constexpr std::string_view kAutoSoap =
    "POST https://autodiscover.corp.test/autodiscover/autodiscover.svc";

Policy SoapAt(std::vector<Source> sources) {
  Policy policy;
  policy.sources = std::move(sources);
  policy.protocols = {Protocol::kSoap};
  return InTurn(policy);
}

Report Busy() { return Ok(SoapUserError("ServerBusy", "")); }

class Playing {
 public:
  explicit Playing(const Policy& policy)
      : discovery_("ann@corp.test", Means{.password = true}, policy, 1, {}) {}

  // Expects `step` at that time, and tells `report` of it; gives the request.
  SendHttp Expect(int ms, std::string_view step, const Report& report) {
    const Timestamp now{milliseconds(ms)};
    const Step next = discovery_.Poll(now);
    const auto* start = std::get_if<Start>(&next);
    if (start == nullptr) {
      ADD_FAILURE() << "expected " << step << ", not " << ToString(next);
      return {};
    }
    EXPECT_EQ(ToString(start->action), step);
    discovery_.Tell(start->id, report, now);
    return std::get<SendHttp>(start->action);
  }
  std::string At(int ms) {
    return ToString(discovery_.Poll(Timestamp{milliseconds(ms)}));
  }

 private:
  Discovery discovery_;
};

// Fails if a busy server is given up, or asked again at once (SOAP-07).
TEST(BusyServer, IsAskedOnceMoreAfterAWhile) {
  Playing play(SoapAt({Source::kRootDomain}));
  play.Expect(0, kSoap, Busy());
  EXPECT_EQ(play.At(0), "wait until 2000ms");
  EXPECT_EQ(play.At(1'999), "wait until 2000ms");
  play.Expect(2'000, kSoap, Ok(SoapSettings(kEws)));
  EXPECT_EQ(play.At(2'000), kFoundEws);
}

TEST(BusyServer, IsGivenUpTheSecondTime) {
  Playing play(SoapAt({Source::kRootDomain}));
  play.Expect(0, kSoap, Busy());
  play.Expect(2'000, kSoap, Busy());
  EXPECT_EQ(play.At(2'000), "failed server_error");
}

// Fails if a busy server delays the others.
TEST(BusyServer, LetsTheOthersGoFirst) {
  Playing play(SoapAt({Source::kRootDomain, Source::kAutodiscoverHost}));
  play.Expect(0, kSoap, Busy());
  play.Expect(0, kAutoSoap, Ok(SoapSettings(kEws)));
  EXPECT_EQ(play.At(0), kFoundEws);
}

TEST(BusyServer, IsNotAskedAgainWhereThePolicySaysSo) {
  Policy policy = SoapAt({Source::kRootDomain});
  policy.busy_wait = milliseconds(0);
  Playing play(policy);
  play.Expect(0, kSoap, Busy());
  EXPECT_EQ(play.At(0), "failed server_error");
}

TEST(BusyServer, DoesNotOutliveTheRun) {
  Policy policy = SoapAt({Source::kRootDomain});
  policy.run_limit = milliseconds(500);
  Playing play(policy);
  play.Expect(0, kSoap, Busy());
  EXPECT_EQ(play.At(0), "wait until 500ms");
  EXPECT_EQ(play.At(500), "failed server_error");
}

// Fails if another version costs more than one request, or loses the login.
TEST(ServerVersion, IsNegotiatedInOneRequest) {
  const Report refusal = Says(
      500, SoapFault("s:Client",
                     "The RequestedServerVersion header is missing or bad."));
  Playing play(SoapAt({Source::kRootDomain}));
  play.Expect(0, kSoap, AsksForBasic());
  const SendHttp first = play.Expect(0, kSoapBasic, refusal);
  EXPECT_NE(first.body.find(">Exchange2010<"), std::string::npos);
  const SendHttp second = play.Expect(0, kSoapBasic, Ok(SoapSettings(kEws)));
  EXPECT_NE(second.body.find(">Exchange2013<"), std::string::npos);
  EXPECT_EQ(second.login, first.login);
  EXPECT_EQ(play.At(0), kFoundEws);

  Playing refused(SoapAt({Source::kRootDomain}));
  refused.Expect(0, kSoap, refusal);
  refused.Expect(0, kSoap, refusal);
  EXPECT_EQ(refused.At(0), "failed server_error");
}

// Fails if a nonce, which is for one request, is used for a second one.
TEST(ServerVersion, IsNegotiatedWithANewNonce) {
  const Report refusal =
      Says(500, SoapFault("s:Client", "RequestedServerVersion is bad."));
  const std::string by_digest = StrCat(kSoap, " digest");
  Playing play(SoapAt({Source::kRootDomain}));
  play.Expect(0, kSoap, Asks({"Digest nonce=1, qop=auth"}));
  play.Expect(0, by_digest, refusal);
  play.Expect(0, kSoap, Asks({"Digest nonce=2, qop=auth"}));
  const SendHttp last = play.Expect(0, by_digest, Ok(SoapSettings(kEws)));
  ASSERT_TRUE(last.login);
  EXPECT_EQ(last.login->challenge.parameters.at("nonce"), "2");
  EXPECT_NE(last.body.find(">Exchange2013<"), std::string::npos);
  EXPECT_EQ(play.At(0), kFoundEws);
}

// Fails if an application with a token, which POX does not serve, is told that
// the address does not exist (AUTH-15).
TEST(TokenOfAnApplication, IsTakenToSoap) {
  Policy policy = Only(Source::kRootDomain);
  policy.token_hosts = {"corp.test"};
  const Script script{
      .lines = {{kRoot, Asks({"Bearer"})},
                {StrCat(kRoot, " bearer"), Ok(PoxError("500", "Not found."))},
                {kSoap, Asks({"Bearer"})},
                {StrCat(kSoap, " bearer"), Ok(SoapSettings(kEws))}},
      .outcome = std::string(kFoundEws),
      .policy = policy,
      .means = {.token = true}};
  EXPECT_EQ(Play(script).protocol, Protocol::kSoap);
}

TEST(TokenOfAnApplication, ChangesNothingForPasswords) {
  (void)Play({.lines = {{kRoot, AsksForBasic()},
                        {kRootBasic, Ok(PoxError("500", "Not found."))}},
              .outcome = "failed server_error",
              .policy = Only(Source::kRootDomain)});
}

Report DomainSays(std::string_view inside) {
  return Ok(SoapBody(
      StrCat("<GetDomainSettingsResponseMessage xmlns=\"http://schemas."
             "microsoft.com/exchange/2010/Autodiscover\"><Response><ErrorCode>"
             "NoError</ErrorCode><DomainResponses><DomainResponse>",
             inside,
             "</DomainResponse></DomainResponses></Response>"
             "</GetDomainSettingsResponseMessage>")));
}

Policy OfTheDomain() {
  Policy policy = SoapAt({Source::kRootDomain});
  policy.protocols = {Protocol::kDomainSettings};
  return policy;
}

TEST(DomainSettings, NameTheDomainAndNotTheMailbox) {
  Playing play(OfTheDomain());
  const SendHttp question = play.Expect(
      0, kSoap,
      DomainSays(StrCat("<ErrorCode>NoError</ErrorCode><DomainSettings>"
                        "<DomainSetting><Name>ExternalEwsUrl</Name><Value>",
                        kEws, "</Value></DomainSetting></DomainSettings>")));
  EXPECT_NE(question.body.find("Domain>corp.test<"), std::string::npos);
  EXPECT_EQ(question.body.find("ann@"), std::string::npos);
  EXPECT_EQ(play.At(0), kFoundEws);
}

// Fails if redirects of a domain have rules of their own (SOAP-16).
TEST(DomainSettings, RedirectUnderTheUsualRules) {
  const auto moved = [](std::string_view code, std::string_view target) {
    return DomainSays(StrCat("<ErrorCode>", code,
                             "</ErrorCode><RedirectTarget>", target,
                             "</RedirectTarget>"));
  };
  Playing plain(OfTheDomain());
  plain.Expect(0, kSoap, moved("RedirectUrl", "http://corp.test/a.svc"));
  EXPECT_EQ(plain.At(0), "failed refused_by_policy");
  Playing anonymous(OfTheDomain());
  anonymous.Expect(0, kSoap, moved("RedirectAddress", "far.test"));
  EXPECT_EQ(anonymous.At(0), "failed refused_by_policy");
  Playing play(OfTheDomain());
  play.Expect(0, kSoap, AsksForBasic());
  play.Expect(0, kSoapBasic, moved("RedirectAddress", "far.test"));
  const SendHttp question = play.Expect(
      0, "POST https://far.test/autodiscover/autodiscover.svc", NotThere());
  EXPECT_NE(question.body.find("Domain>far.test<"), std::string::npos);
}

}  // namespace
}  // namespace autodiscover::core::testing
