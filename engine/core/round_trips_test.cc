// SPDX-License-Identifier: Apache-2.0
//
// How many round trips a discovery waits for, counted in a network where each
// DNS answer, TCP connect, TLS handshake and HTTP reply takes exactly one, and
// a connection is kept. No clock: a wait is a number.

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "base/strings.h"
#include "base/url.h"
#include "codec/test_bodies.h"
#include "core/scripted_run.h"
#include "core/simulation.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxRedirectUrl;
using codec::testing::PoxSettings;
using std::chrono::milliseconds;

// Far below the grace, far above nothing.
constexpr milliseconds kRoundTrip{10};

// What listens at an origin.
struct Site {
  enum class Kind { kServes, kGuards, kBadCertificate, kSilent };
  Kind kind = Kind::kServes;
  std::vector<Report> answers = {};  // The last one repeats.
};

Site Serves(std::vector<Report> answers) {
  return {.answers = std::move(answers)};
}
// Asks for Basic as often as nobody logs in.
Site Guards(Report report) {
  return {.kind = Site::Kind::kGuards, .answers = {std::move(report)}};
}
Site AsksThenSays(Report report) {
  return Serves({AsksForBasic(), std::move(report)});
}
Site Mailbox() { return AsksThenSays(Ok(PoxSettings(kEws))); }
Site WebSite() { return Serves({NotThere()}); }
Site BadlyCertified() { return {.kind = Site::Kind::kBadCertificate}; }
Site BlackHole() { return {.kind = Site::Kind::kSilent}; }

using Sites = std::map<std::string, Site>;  // By origin.

// Charges for what each step needs, as a machine far away would.
class Network {
 public:
  Network(Sites sites, std::vector<SrvRecord> records)
      : sites_(std::move(sites)), records_(std::move(records)) {
    for (const auto& [origin, site] : sites_) {
      names_.insert(ParseUrl(origin)->host);
    }
  }

  // As after a discovery in the same process.
  void KeepConnection(const std::string& origin) {
    known_.emplace(ParseUrl(origin)->host, Timestamp{});
    connected_.insert(origin);
  }

  Arrival Answer(const Action& action, Timestamp now) {
    const auto* send = std::get_if<SendHttp>(&action);
    if (send == nullptr) {
      return {.report = records_.empty() ? NoRecords() : Records(records_),
              .after = kRoundTrip};
    }
    const Url url = *ParseUrl(send->url);
    // A name that is being looked up is not looked up again.
    const Timestamp known =
        known_.emplace(url.host, now + kRoundTrip).first->second;
    const Timestamp begin = std::max(now, known);
    Arrival arrival = names_.contains(url.host) ? Connect(*send, url)
                                                : Arrival{.report = NoName()};
    arrival.after += begin - now;
    return arrival;
  }

 private:
  Arrival Connect(const SendHttp& send, const Url& url) {
    const auto site = sites_.find(url.Origin());
    if (site == sites_.end()) {
      return {.report = Refused(), .after = kRoundTrip};
    }
    const bool kept = connected_.contains(url.Origin());
    const milliseconds tcp = kept ? milliseconds(0) : kRoundTrip;
    const milliseconds tls = url.IsHttps() ? tcp : milliseconds(0);
    switch (site->second.kind) {
      case Site::Kind::kSilent:
        return {.report = TransportFailure{.stage = Stage::kConnect,
                                           .timed_out = true,
                                           .reason = "timed out"},
                .after = send.connect_limit - kRoundTrip};
      case Site::Kind::kBadCertificate:
        return {.report = BadCertificate(), .after = tcp + tls};
      case Site::Kind::kServes:
      case Site::Kind::kGuards:
        break;
    }
    connected_.insert(url.Origin());
    return {.report = NextAnswer(site->second, send),
            .after = tcp + tls + LegsOf(send) * kRoundTrip};
  }

  static Report NextAnswer(Site& site, const SendHttp& send) {
    if (site.kind == Site::Kind::kGuards && !send.login) {
      return AsksForBasic();
    }
    Report report = site.answers.front();
    if (site.answers.size() > 1) {
      site.answers.erase(site.answers.begin());
    }
    return report;
  }
  // To NTLM's first message the server answers with another challenge.
  static int LegsOf(const SendHttp& send) {
    return send.login && send.login->scheme == AuthScheme::kNtlm ? 2 : 1;
  }

  Sites sites_;
  std::vector<SrvRecord> records_;
  std::set<std::string> names_;
  std::map<std::string, Timestamp> known_;
  std::set<std::string> connected_;
};

struct Row {
  std::string name;
  Sites sites;
  long round_trips = 0;
  std::vector<SrvRecord> records = {};
  std::string outcome = std::string(kFoundEws);
  milliseconds grace{0};  // That is waited for besides.
  std::optional<KnownEndpoint> last_good = {};
  std::string connected = {};  // To this origin, before.
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

Simulated PlayRow(const Row& row, const Policy& policy) {
  Network network(row.sites, row.records);
  if (!row.connected.empty()) {
    network.KeepConnection(row.connected);
  }
  Policy its_policy = policy;
  its_policy.last_good = row.last_good;
  return Simulate(
      {"ann@corp.test", Means{.password = true}, its_policy, 1, Timestamp{}},
      {.answer = [&network](const Action& action, Timestamp now) {
        return network.Answer(action, now);
      }});
}

constexpr const char* kRootSite = "https://corp.test";
constexpr const char* kAutoSite = "https://autodiscover.corp.test";
constexpr const char* kPlainSite = "http://autodiscover.corp.test";
constexpr const char* kMailSite = "https://mail.corp.test";
const std::string kMailUrl = StrCat(kMailSite, "/autodiscover/a.xml");
const std::vector<SrvRecord> kMailRecord = {
    {.port = 443, .target = "mail.corp.test"}};

class RoundTrips : public ::testing::TestWithParam<Row> {};

// Fails if something is asked after, that could be asked beside.
TEST_P(RoundTrips, AreCounted) {
  const Row& row = GetParam();
  const Simulated run = PlayRow(row, Policy());
  EXPECT_EQ(run.end, row.outcome);
  EXPECT_EQ((run.elapsed - row.grace) / kRoundTrip, row.round_trips);
}

std::string NameOf(const ::testing::TestParamInfo<Row>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Cold, RoundTrips,
    ::testing::Values(
        Row{"Root", {{kRootSite, Mailbox()}}, 5},
        Row{"RootNtlm",
            {{kRootSite,
              Serves({Asks({"Negotiate", "NTLM"}), Ok(PoxSettings(kEws))})}},
            6},
        Row{"RootAbsent", {{kAutoSite, Mailbox()}}, 5},
        Row{"Root404", {{kRootSite, WebSite()}, {kAutoSite, Mailbox()}}, 5},
        Row{"RootWrongCertificate",
            {{kRootSite, BadlyCertified()}, {kAutoSite, Mailbox()}},
            5},
        Row{"PlainRedirectRootAbsent",
            {{kAutoSite, BadlyCertified()},
             {kPlainSite, Serves({MovesTo(kMailUrl)})},
             {kMailSite, Mailbox()}},
            8},
        // One more than could be: a redirect is counted, so it waits until no
        // better candidate can need it.
        Row{"PlainRedirectRoot404",
            {{kRootSite, WebSite()},
             {kAutoSite, BadlyCertified()},
             {kPlainSite, Serves({MovesTo(kMailUrl)})},
             {kMailSite, Mailbox()}},
            9},
        Row{"SrvRootAbsent", {{kMailSite, Mailbox()}}, 6, kMailRecord},
        Row{"SrvRoot404",
            {{kRootSite, WebSite()}, {kMailSite, Mailbox()}},
            6,
            kMailRecord},
        Row{"RedirectUrlAfterRoot",
            {{kRootSite, AsksThenSays(Ok(PoxRedirectUrl(kMailUrl)))},
             {kMailSite, Mailbox()}},
            10},
        Row{"All404",
            {{kRootSite, WebSite()},
             {kAutoSite, WebSite()},
             {kPlainSite, WebSite()}},
            4,
            {},
            "failed not_found"},
        Row{"NoNameAnywhere", {}, 1, {}, "failed not_found"},
        // After the grace only the answer to the login is left.
        Row{"RootBlackHole",
            {{kRootSite, BlackHole()}, {kAutoSite, Mailbox()}},
            1,
            {},
            std::string(kFoundEws),
            Speculation().grace}),
    NameOf);

const Site kRememberedSite = Guards(Ok(PoxSettings(kEws)));
const KnownEndpoint kRemembered = {.url = kMailUrl,
                                   .login = AuthScheme::kBasic};

INSTANTIATE_TEST_SUITE_P(
    Cached, RoundTrips,
    ::testing::Values(Row{.name = "SameProcess",
                          .sites = {{kMailSite, kRememberedSite}},
                          .round_trips = 1,
                          .last_good = kRemembered,
                          .connected = kMailSite},
                      Row{.name = "NextProcess",
                          .sites = {{kMailSite, kRememberedSite}},
                          .round_trips = 4,
                          .last_good = kRemembered},
                      // A login is never passed over: its host has the limit
                      // of a connection (TIME-01), and not the grace.
                      Row{.name = "BlackHole",
                          .sites = {{kMailSite, BlackHole()},
                                    {kRootSite, Mailbox()}},
                          .round_trips = 5,
                          .grace = Policy().connect_limit,
                          .last_good = kRemembered}),
    NameOf);

// Fails if the table above would not notice a sequential engine.
TEST(RoundTripsInTurn, AreMore) {
  const Row row{
      "Srv", {{kRootSite, WebSite()}, {kMailSite, Mailbox()}}, 0, kMailRecord};
  EXPECT_EQ(PlayRow(row, InTurn()).elapsed / kRoundTrip, 4 + 1 + 1 + 5);
}

}  // namespace
}  // namespace autodiscover::core::testing
