// SPDX-License-Identifier: Apache-2.0

#include "c/request_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::c {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(RequestJsonTest, ReadsEveryField) {
  const Result<Request> read = RequestFromJson(R"({
    "address": "ann@corp.test", "username": "CORP\\ann",
    "want": ["activesync", "setting:ExternalOABUrl"], "auth": ["ntlm"],
    "skip_sources": ["srv", "http_redirect"],
    "allow_redirect_to": [".hoster.test"], "timeout_s": 1.5,
    "ca_file": "/ca.pem", "name_servers": ["127.0.0.1:53"],
    "connect_to": ["a:443:127.0.0.1:8443"], "preset": "outlook",
    "users": ["bob@corp.test"], "protocols": ["v2", "pox"],
    "endpoint": "https://corp.test/a.xml", "v2_hosts": ["v2.test"],
    "token_hosts": ["t.test"], "ticket_cache": "FILE:/t",
    "ticket_hosts": ["k.test"], "trust_certificates": ["c.test=ab:cd"],
    "proxy": "http://p.test:3128"})");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->address, "ann@corp.test");
  EXPECT_EQ(read->username, "CORP\\ann");
  EXPECT_THAT(read->policy.wanted.services, ElementsAre(Service::kActiveSync));
  EXPECT_THAT(read->policy.wanted.settings, ElementsAre("ExternalOABUrl"));
  EXPECT_THAT(read->policy.auth_schemes, ElementsAre(AuthScheme::kNtlm));
  EXPECT_THAT(read->policy.sources,
              testing::Not(testing::Contains(Source::kSrv)));
  EXPECT_THAT(read->policy.sources, testing::Contains(Source::kRootDomain));
  EXPECT_THAT(read->policy.consented_hosts, ElementsAre(".hoster.test"));
  EXPECT_EQ(read->policy.run_limit, std::chrono::milliseconds(1500));
  EXPECT_FALSE(read->policy.speculation.on);  // The preset's.
  EXPECT_THAT(read->policy.wanted.users, ElementsAre("bob@corp.test"));
  EXPECT_THAT(read->policy.protocols,
              ElementsAre(Protocol::kV2, Protocol::kPox));
  EXPECT_EQ(read->policy.endpoint, "https://corp.test/a.xml");
  EXPECT_THAT(read->policy.v2_hosts, ElementsAre("v2.test"));
  EXPECT_THAT(read->policy.token_hosts, ElementsAre("t.test"));
  EXPECT_EQ(read->kerberos->ticket_cache, "FILE:/t");
  EXPECT_THAT(read->policy.ticket_hosts, ElementsAre("k.test"));
  ASSERT_EQ(read->network.certificate_exceptions.size(), 1U);
  EXPECT_EQ(read->network.certificate_exceptions[0].host, "c.test");
  EXPECT_EQ(read->network.certificate_exceptions[0].sha256, "ab:cd");
  EXPECT_EQ(read->network.proxy, "http://p.test:3128");
  EXPECT_EQ(read->cache, nullptr);
  EXPECT_EQ(read->network.ca_file, "/ca.pem");
  EXPECT_THAT(read->network.name_servers, ElementsAre("127.0.0.1:53"));
  EXPECT_THAT(read->network.connect_to, ElementsAre("a:443:127.0.0.1:8443"));
}

struct Wrong {
  const char* text;
  const char* message;

  friend void PrintTo(const Wrong& wrong, std::ostream* out) {
    *out << wrong.text;
  }
};

class WrongRequestTest : public testing::TestWithParam<Wrong> {};

TEST_P(WrongRequestTest, IsRefusedByName) {
  const Result<Request> read = RequestFromJson(GetParam().text);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Requests, WrongRequestTest,
    testing::Values(
        Wrong{"", "no JSON object"}, Wrong{"[]", "no JSON object"},
        Wrong{"{}", "has no address"},
        Wrong{R"({"address": 1})", "address must be a text"},
        Wrong{R"({"adress": "a@b.test"})", "adress is not a field"},
        Wrong{R"({"address": "a@b.test", "password": "x"})",
              "password is never part of a request"},
        Wrong{R"({"want": ["pop"]})",
              "want pop is not known; allowed are ews, mapi, activesync and "
              "setting:NAME"},
        Wrong{R"({"token": "x"})", "use autodiscover_set_token()"},
        Wrong{R"({"preset": "best"})", "preset best is not known"},
        Wrong{R"({"protocols": ["imap"]})", "protocols imap is not known"},
        Wrong{R"({"trust_certificates": ["x"]})", "HOST=SHA256"},
        Wrong{R"({"cache": "/dev/null/x"})", "cache cannot be used"},
        Wrong{R"({"want": "ews"})", "want must be a list of texts"},
        Wrong{R"({"auth": ["digits"]})", "auth digits is not known"},
        Wrong{R"({"skip_sources": [1]})", "must be a list of texts"},
        Wrong{R"({"timeout_s": 0})", "timeout_s must be a number of seconds"},
        Wrong{R"({"timeout_s": "1"})", "must be a number of seconds"}));

}  // namespace
}  // namespace autodiscover::c
