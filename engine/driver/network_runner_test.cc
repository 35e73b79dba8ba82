// SPDX-License-Identifier: Apache-2.0

#include "driver/network_runner.h"

#include <algorithm>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using std::chrono::milliseconds;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr core::StepId kFirst{1};
constexpr core::StepId kSecond{2};

core::SendHttp Get(const char* url) {
  return {.method = "GET",
          .url = url,
          .connect_limit = milliseconds(500),
          .limit = milliseconds(1000)};
}

class NetworkRunnerTest : public testing::Test {
 protected:
  core::Timestamp In(int ms) { return clock_.Now() + milliseconds(ms); }
  template <typename Report>
  static const Report& As(const std::vector<Ended>& ended) {
    return std::get<Report>(ended.at(0).report);
  }

  FakeClock clock_;
  FakeResolver resolver_;
  AddressBook addresses_{resolver_, clock_};
  FakeTransport transport_{clock_};
  int asked_ = 0;
  Login login_{"ann", [this] {
                 ++asked_;
                 return std::string("secret");
               }};
  std::vector<std::string> questions_;
  ConsentDesk consent_{[this](const ConsentQuestion& question) {
    questions_.push_back(question.host);
    return question.host == "hoster.test";
  }};
  TicketDesk tickets_{{}, login_, clock_};
  DirectoryDesk directories_{addresses_, login_, clock_, {}};
  Cancellation cancellation_;
  NetworkRunner runner_{{.resolver = resolver_,
                         .addresses = addresses_,
                         .transport = transport_,
                         .clock = clock_,
                         .login = login_,
                         .consent = consent_,
                         .tickets = tickets_,
                         .directories = directories_,
                         .cancellation = cancellation_}};
};

TEST_F(NetworkRunnerTest, ResolvesThenSendsWithWhatIsLeftOfTheLimits) {
  runner_.Start(kFirst, Get("https://corp.test/"));
  EXPECT_THAT(transport_.started, IsEmpty());
  clock_.Advance(milliseconds(100));
  resolver_.Answer("corp.test", {"192.0.2.1"});
  EXPECT_THAT(runner_.WaitUntil(clock_.Now()), IsEmpty());
  ASSERT_THAT(transport_.started, SizeIs(1));
  const Exchange& exchange = transport_.started[0].second;
  EXPECT_THAT(exchange.addresses, ElementsAre("192.0.2.1"));
  EXPECT_EQ(exchange.connect_limit, milliseconds(400));
  EXPECT_EQ(exchange.limit, milliseconds(900));
  EXPECT_FALSE(exchange.proof.header);
  EXPECT_FALSE(exchange.proof.ntlm);
  EXPECT_EQ(asked_, 0);
}

// Fails if a name is looked up again for the second request.
TEST_F(NetworkRunnerTest, LooksUpANameOnce) {
  runner_.Start(kFirst, Get("https://corp.test/"));
  resolver_.Answer("corp.test", {"192.0.2.1"});
  runner_.Start(kSecond, Get("https://corp.test/b"));
  EXPECT_THAT(runner_.WaitUntil(clock_.Now()), IsEmpty());
  EXPECT_THAT(transport_.started, SizeIs(2));
  EXPECT_THAT(resolver_.asked, SizeIs(2));  // A and AAAA.
}

TEST_F(NetworkRunnerTest, NeedsNoDnsForAddressesAndKnownWays) {
  transport_.known_host = "corp.test";
  runner_.Start(kFirst, Get("https://192.0.2.1/"));
  runner_.Start(kSecond, Get("https://corp.test/"));
  EXPECT_THAT(transport_.started, SizeIs(2));
  EXPECT_THAT(resolver_.asked, IsEmpty());
}

TEST_F(NetworkRunnerTest, SaysWhyANameHasNoAddress) {
  runner_.Start(kFirst, Get("https://corp.test/"));
  resolver_.addresses.at({"corp.test", Family::kIpv4})({.why = "NXDOMAIN"});
  resolver_.addresses.at({"corp.test", Family::kIpv6})({.why = "NXDOMAIN"});
  const auto ended = runner_.WaitUntil(In(1000));
  ASSERT_THAT(ended, SizeIs(1));
  const auto& failure = As<core::TransportFailure>(ended);
  EXPECT_EQ(failure.stage, Stage::kDns);
  EXPECT_EQ(failure.reason, "NXDOMAIN");
}

TEST_F(NetworkRunnerTest, GivesUpOnASilentNameServerAtTheLimit) {
  runner_.Start(kFirst, Get("https://corp.test/"));
  runner_.Start(kSecond, core::LookupSrv{.name = "_x._tcp.corp.test",
                                         .limit = milliseconds(300)});
  auto ended = runner_.WaitUntil(In(10'000));
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(ended[0].id, kSecond);
  EXPECT_EQ(As<core::SrvAnswer>(ended).why, "timed out");
  EXPECT_TRUE(As<core::SrvAnswer>(ended).failed);
  ended = runner_.WaitUntil(In(10'000));
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(As<core::TransportFailure>(ended).stage, Stage::kDns);
  EXPECT_TRUE(As<core::TransportFailure>(ended).timed_out);
  EXPECT_THAT(transport_.waits,
              ElementsAre(milliseconds(300), milliseconds(200)));
  // An answer that comes later is nobody's.
  resolver_.srv.at("_x._tcp.corp.test")({});
  resolver_.Answer("corp.test", {"192.0.2.1"});
  EXPECT_THAT(runner_.WaitUntil(clock_.Now()), IsEmpty());
  EXPECT_THAT(transport_.started, IsEmpty());
}

TEST_F(NetworkRunnerTest, SendsThePasswordOnlyWhenAskedTo) {
  core::SendHttp request = Get("https://192.0.2.1/");
  request.login = core::Login{.scheme = AuthScheme::kBasic};
  runner_.Start(kFirst, request);
  ASSERT_THAT(transport_.started, SizeIs(1));
  ASSERT_TRUE(transport_.started[0].second.proof.header);
  EXPECT_EQ(transport_.started[0].second.proof.header->Reveal(),
            "Basic YW5uOnNlY3JldA==");
}

// Fails if a defect of the core could send a password in clear.
TEST_F(NetworkRunnerTest, RefusesAPasswordWithoutTls) {
  core::SendHttp request = Get("http://192.0.2.1/");
  request.login = core::Login{.scheme = AuthScheme::kBasic};
  EXPECT_DEBUG_DEATH(
      {
        runner_.Start(kFirst, request);
        const auto ended = runner_.WaitUntil(clock_.Now());
        EXPECT_EQ(As<core::TransportFailure>(ended).stage, Stage::kPolicy);
      },
      "protected_way");
  EXPECT_THAT(transport_.started, IsEmpty());
  EXPECT_EQ(asked_, 0);
}

// Fails if the network hears of a host before the caller has agreed to it.
TEST_F(NetworkRunnerTest, AsksForConsentFirst) {
  core::SendHttp request = Get("https://evil.test/");
  request.consent = ConsentQuestion{.host = "evil.test", .reason = "x"};
  runner_.Start(kFirst, request);
  EXPECT_THAT(resolver_.asked, IsEmpty());
  auto ended = runner_.WaitUntil(clock_.Now());
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(As<core::TransportFailure>(ended).refusal,
            ErrorCode::kRefusedByPolicy);
  request = Get("https://hoster.test/");
  request.consent = ConsentQuestion{.host = "hoster.test", .reason = "x"};
  runner_.Start(kSecond, request);
  EXPECT_THAT(resolver_.asked, SizeIs(2));
  EXPECT_THAT(questions_, ElementsAre("evil.test", "hoster.test"));
}

// Fails if a server can lead a request into the network around the client
// (SEC-03), ...
TEST_F(NetworkRunnerTest, LeavesAddressesOutThatAreTooFarInside) {
  core::SendHttp request = Get("https://hoster.test/");
  request.widest_address = AddressKind::kPublic;
  runner_.Start(kFirst, request);
  resolver_.Answer("hoster.test", {"127.0.0.1", "192.0.2.1", "10.0.0.1"});
  EXPECT_THAT(runner_.WaitUntil(clock_.Now()), IsEmpty());
  ASSERT_THAT(transport_.started, SizeIs(1));
  EXPECT_THAT(transport_.started[0].second.addresses, ElementsAre("192.0.2.1"));
}

// ... by a name or by an address.
TEST_F(NetworkRunnerTest, RefusesAHostThatIsInsideAltogether) {
  core::SendHttp request = Get("https://hoster.test/");
  request.widest_address = AddressKind::kPrivate;
  runner_.Start(kFirst, request);
  resolver_.Answer("hoster.test", {"169.254.169.254"});
  auto ended = runner_.WaitUntil(clock_.Now());
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(As<core::TransportFailure>(ended).refusal,
            ErrorCode::kRefusedByPolicy);
  request.url = "https://[::1]/";
  runner_.Start(kSecond, request);
  ended = runner_.WaitUntil(clock_.Now());
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(As<core::TransportFailure>(ended).refusal,
            ErrorCode::kRefusedByPolicy);
  EXPECT_THAT(transport_.started, IsEmpty());
}

TEST_F(NetworkRunnerTest, ForgetsWhatIsCancelled) {
  runner_.Start(kFirst, Get("https://corp.test/"));
  runner_.Start(kSecond, core::LookupSrv{.name = "_x._tcp.corp.test",
                                         .limit = milliseconds(300)});
  runner_.Cancel(kFirst);
  runner_.Cancel(kSecond);
  resolver_.Answer("corp.test", {"192.0.2.1"});
  resolver_.srv.at("_x._tcp.corp.test")({});
  EXPECT_THAT(runner_.WaitUntil(clock_.Now()), IsEmpty());
  EXPECT_THAT(transport_.started, IsEmpty());
  EXPECT_THAT(transport_.cancelled, ElementsAre(kFirst, kSecond));
}

// Fails if the run must wait for the network before it notices.
TEST_F(NetworkRunnerTest, WaitsForTheCancellationToo) {
  transport_.on_wait = [this] { cancellation_.Cancel(); };
  EXPECT_THAT(runner_.WaitUntil(In(60'000)), IsEmpty());
  EXPECT_THAT(transport_.waits, SizeIs(1));
  const auto watches = [this](int descriptor) {
    return std::any_of(
        transport_.last_watched.begin(), transport_.last_watched.end(),
        [descriptor](const Watched& watched) {
          return watched.descriptor == descriptor && watched.read;
        });
  };
  EXPECT_TRUE(watches(cancellation_.descriptor()));
  EXPECT_TRUE(watches(FakeResolver::kDescriptor));
}

// Fails if the loop asks again and again instead of waiting.
TEST_F(NetworkRunnerTest, WakesNoOftenerThanItMust) {
  resolver_.longest_wait = milliseconds(400);
  EXPECT_THAT(runner_.WaitUntil(In(1000)), IsEmpty());
  EXPECT_THAT(
      transport_.waits,
      ElementsAre(milliseconds(400), milliseconds(400), milliseconds(200)));
}

// Fails if an administrator is not told what DNS said of the host.
TEST_F(NetworkRunnerTest, TellsWhatDnsSaid) {
  runner_.Start(kFirst, Get("https://corp.test/"));
  resolver_.Answer("corp.test", {"192.0.2.1"});
  transport_.ready.push_back({.id = kFirst, .report = core::HttpAnswer{}});
  const auto ended = runner_.WaitUntil(In(1000));
  ASSERT_THAT(ended, SizeIs(1));
  const std::vector<DnsFact> dns = As<core::HttpAnswer>(ended).facts.dns;
  ASSERT_THAT(dns, SizeIs(2));
  EXPECT_THAT(dns[0].answers, ElementsAre("192.0.2.1"));
  EXPECT_EQ(dns[1].type, "AAAA");
  EXPECT_EQ(dns[1].rcode, "NOERROR");

  runner_.Start(kSecond, core::LookupSrv{.name = "_x._tcp.corp.test",
                                         .limit = milliseconds(300)});
  resolver_.srv.at("_x._tcp.corp.test")(
      {.records = {{.priority = 1, .weight = 2, .port = 443, .target = "m"}}});
  const auto found = runner_.WaitUntil(clock_.Now());
  ASSERT_THAT(found, SizeIs(1));
  const DnsFact fact{.name = "_x._tcp.corp.test",
                     .type = "SRV",
                     .rcode = "NOERROR",
                     .answers = {"1 2 443 m"}};
  EXPECT_THAT(As<core::SrvAnswer>(found).facts.dns, ElementsAre(fact));
}

TEST_F(NetworkRunnerTest, HandsOutWhatEndedInOrder) {
  transport_.ready.push_back({.id = kFirst, .report = core::HttpAnswer{}});
  transport_.ready.push_back({.id = kSecond, .report = core::HttpAnswer{}});
  const auto ended = runner_.WaitUntil(In(1000));
  ASSERT_THAT(ended, SizeIs(2));
  EXPECT_EQ(ended[0].id, kFirst);
  EXPECT_THAT(transport_.waits, IsEmpty());
  EXPECT_THAT(runner_.WaitUntil(clock_.Now()), IsEmpty());
}

}  // namespace
}  // namespace autodiscover::driver
