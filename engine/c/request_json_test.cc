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
    "connect_to": ["a:443:127.0.0.1:8443"]})");
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
        Wrong{R"({"want": "ews"})", "want must be a list of texts"},
        Wrong{R"({"auth": ["digits"]})", "auth digits is not known"},
        Wrong{R"({"skip_sources": [1]})", "must be a list of texts"},
        Wrong{R"({"timeout_s": 0})", "timeout_s must be a number of seconds"},
        Wrong{R"({"timeout_s": "1"})", "must be a number of seconds"}));

}  // namespace
}  // namespace autodiscover::c
