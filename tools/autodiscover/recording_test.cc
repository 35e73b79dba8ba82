// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/recording.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tools/autodiscover/body_text.h"

namespace autodiscover::tools {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

Observed Asked() {
  Observed seen{.started = milliseconds(1500),
                .method = "POST",
                .url = "https://corp.test:8443/a?b",
                .request_headers = {{"Content-Type", "text/xml"}},
                .request_body = "<q/>",
                .login = AuthScheme::kBasic,
                .status = 302,
                .answer_headers = {{"LOCATION", "https://b.test/"}},
                .answer_body = "\xFF",
                .peer_address = "192.0.2.1"};
  seen.facts.dns = {{.name = "corp.test",
                     .type = "A",
                     .rcode = "NOERROR",
                     .answers = {"192.0.2.1"},
                     .aliases = {"web.test"}}};
  seen.facts.local_port = 40000;
  seen.facts.tls = TlsFacts{.version = "TLSv1.3",
                            .verdict = "valid",
                            .chain = {{.subject = "CN=corp.test"}}};
  return seen;
}

Json TraceOf(const std::vector<Observed>& seen) {
  const DiscoverOptions options{.address = "ann@corp.test"};
  const Outcome outcome{.error = Error{.code = ErrorCode::kTlsFailed}};
  const Json raw = Json::parse(RawTrace(options, outcome, seen, {"secret"}));
  EXPECT_EQ(raw["secrets"], Json({"secret"}));
  return raw["trace"]["log"];
}

TEST(RecordingTest, WritesHarWithTheFactsBesides) {
  const Json log = TraceOf({Asked(), Asked()});
  const Json& entry = log["entries"][0];
  EXPECT_EQ(entry["startedDateTime"], "2000-01-01T00:00:01.500000+00:00");
  EXPECT_EQ(entry["request"]["url"], "https://corp.test:8443/a?b");
  EXPECT_EQ(entry["request"]["postData"]["text"], "<q/>");
  EXPECT_EQ(entry["response"]["redirectURL"], "https://b.test/");
  EXPECT_EQ(entry["response"]["content"]["encoding"], "base64");
  const Json& own = log["_autodiscover"];
  EXPECT_EQ(own["outcome"]["outcome"], "tls_error");
  EXPECT_EQ(own["dns"].size(), 1U);
  EXPECT_EQ(own["dns"][0]["answers"],
            Json({"corp.test CNAME web.test", "web.test A 192.0.2.1"}));
  // The second exchange went over the connection of the first.
  ASSERT_EQ(own["connections"].size(), 1U);
  EXPECT_EQ(own["connections"][0]["port"], 8443);
  EXPECT_EQ(own["connections"][0]["tls_ok"], true);
  EXPECT_EQ(log["entries"][1]["_autodiscover"]["connection"], 1);
}

// Fails if a recording has a login in it.
TEST(RecordingTest, KeepsOfALoginItsWayAlone) {
  const Json headers = TraceOf({Asked()})["entries"][0]["request"]["headers"];
  EXPECT_EQ(headers[2]["name"], "Authorization");
  EXPECT_EQ(headers[2]["value"], "Basic -");
}

TEST(RecordingTest, TellsWhatCameOfAConnectionWithoutAnExchange) {
  Observed closed = Asked();
  closed.status.reset();
  closed.facts = {};
  closed.stage = Stage::kConnect;
  Observed silent = closed;
  silent.timed_out = true;
  Observed broken = closed;
  broken.stage = Stage::kTls;
  Observed expired = broken;
  expired.facts.tls = TlsFacts{.verdict = "expired"};
  const Json log = TraceOf({closed, silent, broken, expired});
  const Json& met = log["_autodiscover"]["connections"];
  ASSERT_EQ(met.size(), 3U);
  EXPECT_EQ(met[0]["met"], "silent");
  EXPECT_EQ(met[1]["met"], "reset");
  EXPECT_EQ(met[2]["certificate"]["verdict"], "expired");
  EXPECT_EQ(log["entries"].size(), 0U);
}

// Fails if a name server that says nothing becomes one that says "timed out".
TEST(RecordingTest, TellsOfEachNameOnce) {
  Observed silent = Asked();
  silent.facts.dns[0] = {
      .name = "corp.test", .type = "A", .rcode = "timed out"};
  const Json log = TraceOf({silent, silent, Asked()});
  const Json& dns = log["_autodiscover"]["dns"];
  ASSERT_EQ(dns.size(), 2U);
  EXPECT_EQ(dns[0]["rcode"], "silent");
  EXPECT_EQ(dns[1]["rcode"], "NOERROR");
}

// Fails if the scenario that is made of it asks for something else.
TEST(RecordingTest, TellsWhatWasLookedForAndHow) {
  const auto client = [](const DiscoverOptions& options) {
    return Json::parse(RawTrace(options, {}, {},
                                {}))["trace"]["log"]["_autodiscover"]["client"];
  };
  EXPECT_EQ(client({.address = "ann@corp.test"}),
            Json({{"username", "ann@corp.test"}}));
  EXPECT_EQ(client({.username = "CORP\\ann",
                    .protocol = "soap",
                    .v2_hosts = {"v2.test"},
                    .wanted = {"mapi"},
                    .allow_redirect_to = {"hoster.test"},
                    .endpoint = "https://e.test/"}),
            Json({{"username", "CORP\\ann"},
                  {"protocol", "soap"},
                  {"v2_hosts", {"v2.test"}},
                  {"want", "mapi"},
                  {"allow_redirect_to", {"hoster.test"}},
                  {"endpoint", "https://e.test/"}}));
  // What a scenario has no word for.
  EXPECT_EQ(
      client({.username = "a", .protocol = "any", .wanted = {"ews", "mapi"}}),
      Json({{"username", "a"}}));
  EXPECT_EQ(client({.username = "a", .wanted = {"setting:X"}}),
            Json({{"username", "a"}}));
}

TEST(RecordingTest, TellsHowAnExchangeEndedWithoutAnAnswer) {
  Observed cut = Asked();
  cut.status.reset();
  cut.stage = Stage::kHttp;
  Observed silent = cut;
  silent.timed_out = true;
  const Json entries = TraceOf({cut, silent})["entries"];
  EXPECT_EQ(entries[0]["_autodiscover"]["ended"], "cut");
  EXPECT_EQ(entries[1]["_autodiscover"]["ended"], "no-reply");
}

TEST(BodyTextTest, LosesNoByte) {
  EXPECT_EQ(TextOfBody("\xC3\xBC").text, "\xC3\xBC");
  EXPECT_EQ(TextOfBody("\xFF").text, "/w==");
  EXPECT_EQ(TextOfBody("\xFF\xFE").text, "//4=");
  EXPECT_EQ(TextOfBody("\xFF\xFE\x01").text, "//4B");
  EXPECT_EQ(TextOfBody("\xFF\xFE\x01z").text, "//4Beg==");
}

}  // namespace
}  // namespace autodiscover::tools
