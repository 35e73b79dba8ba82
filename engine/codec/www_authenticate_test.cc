// SPDX-License-Identifier: Apache-2.0

#include "codec/www_authenticate.h"

#include <gtest/gtest.h>

namespace autodiscover::codec {
namespace {

using Challenges = std::vector<Challenge>;

TEST(ParseWwwAuthenticate, ReadsOne) {
  EXPECT_EQ(ParseWwwAuthenticate("Basic realm=\"mail.corp.test\""),
            (Challenges{{.scheme = "basic",
                         .parameters = {{"realm", "mail.corp.test"}}}}));
  EXPECT_EQ(ParseWwwAuthenticate("NTLM"), (Challenges{{.scheme = "ntlm"}}));
  EXPECT_EQ(ParseWwwAuthenticate("NTLM TlRMTVNTUAAC+/=="),
            (Challenges{{.scheme = "ntlm", .token68 = "TlRMTVNTUAAC+/=="}}));
  EXPECT_EQ(
      ParseWwwAuthenticate("BASIC\tRealm = x , CharSet=\"UTF-8\""),
      (Challenges{{.scheme = "basic",
                   .parameters = {{"realm", "x"}, {"charset", "UTF-8"}}}}));
}

TEST(ParseWwwAuthenticate, ReadsSeveral) {
  EXPECT_EQ(
      ParseWwwAuthenticate("Nego2, PKU2U, Negotiate abc=, "
                           "Digest qop=\"auth,auth-int\",nonce=\"a\\\"b\", "
                           "Basic realm=\"a, Basic b\""),
      (Challenges{
          {.scheme = "nego2"},
          {.scheme = "pku2u"},
          {.scheme = "negotiate", .token68 = "abc="},
          {.scheme = "digest",
           .parameters = {{"qop", "auth,auth-int"}, {"nonce", "a\"b"}}},
          {.scheme = "basic", .parameters = {{"realm", "a, Basic b"}}}}));
}

TEST(ParseWwwAuthenticate, ReadsWhatExchangeOnlineSends) {
  const Challenges challenges = ParseWwwAuthenticate(
      "Bearer client_id=\"00000002\", trusted_issuers=\"0@*\", "
      "token_types=\"a b\", authorization_uri=\"https://login.test/a,b\"");
  ASSERT_EQ(challenges.size(), 1U);
  EXPECT_EQ(challenges[0].scheme, "bearer");
  EXPECT_EQ(challenges[0].parameters.at("authorization_uri"),
            "https://login.test/a,b");
}

TEST(ParseWwwAuthenticate, OutlivesNonsense) {
  EXPECT_TRUE(ParseWwwAuthenticate("").empty());
  EXPECT_TRUE(ParseWwwAuthenticate(" , ,").empty());
  EXPECT_TRUE(ParseWwwAuthenticate("\"Basic\"").empty());
  EXPECT_TRUE(ParseWwwAuthenticate("=x").empty());
  EXPECT_EQ(ParseWwwAuthenticate("@@ x, Basic"),
            (Challenges{{.scheme = "basic"}}));
  EXPECT_EQ(ParseWwwAuthenticate("NTLM abc, realm=x"),
            (Challenges{{.scheme = "ntlm", .token68 = "abc"}}));
  EXPECT_EQ(ParseWwwAuthenticate("Basic realm=\"open, NTLM").size(), 1U);
  EXPECT_EQ(
      ParseWwwAuthenticate("Basic realm=\"x\\"),
      (Challenges{{.scheme = "basic", .parameters = {{"realm", "x\\"}}}}));
}

// Fails if a scheme hides in a quoted text.
TEST(ParseWwwAuthenticate, DoesNotLookIntoQuotes) {
  for (const Challenge& challenge :
       ParseWwwAuthenticate("Digest realm=\"x, Basic realm=y\"")) {
    EXPECT_EQ(challenge.scheme, "digest");
  }
}

}  // namespace
}  // namespace autodiscover::codec
