// SPDX-License-Identifier: Apache-2.0
//
// The examples of RFC 7616 and RFC 2069's successor form, and malformed input.

#include "auth/digest.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace fake {
namespace {

// RFC 7616 3.9.1.
std::string MufasaWith(const std::string& algorithm,
                       const std::string& response) {
  return R"(username="Mufasa", realm="http-auth@example.org", )"
         R"(uri="/dir/index.html", algorithm=)" +
         algorithm +
         R"(, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, )"
         R"(cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, )"
         R"(response=")" +
         response +
         R"(", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS")";
}

struct Example {
  std::string algorithm;
  std::string response;
};

// Fails if a hash, or the order of what goes into it, is wrong.
TEST(DigestTest, ComputesTheResponsesOfTheStandard) {
  for (const Example& example : {
           Example{"MD5", "8ca523f5e9506fed4657c9700eebdbec"},
           Example{
               "SHA-256",
               "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856c"
               "b6c1"},
       }) {
    const auto sent =
        ParseDigest(MufasaWith(example.algorithm, example.response));
    ASSERT_TRUE(sent.has_value());
    EXPECT_EQ(DigestResponse(*sent, {.method = "GET"}, "Circle of Life"),
              sent->response);
    EXPECT_NE(DigestResponse(*sent, {.method = "POST"}, "Circle of Life"),
              sent->response);
    EXPECT_NE(DigestResponse(*sent, {.method = "GET"}, "Circle of life"),
              sent->response);
  }
}

TEST(DigestTest, WithoutQopNothingIsCounted) {
  const auto sent = ParseDigest(
      R"(username="Mufasa", realm="testrealm@host.com", )"
      R"(nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", )"
      R"(response="670fd8c2df070c60b045671b8b24ff02")");
  ASSERT_TRUE(sent.has_value());
  EXPECT_EQ(DigestResponse(*sent, {.method = "GET"}, "Circle Of Life"),
            sent->response);
}

// Fails if the session key, or the body of auth-int, is left out.
TEST(DigestTest, SessionAndBodyChangeTheResponse) {
  auto sent = ParseDigest(MufasaWith("MD5-sess", "0"));
  ASSERT_TRUE(sent.has_value());
  const DigestSubject subject = {.method = "GET", .body = "one"};
  const std::string session = DigestResponse(*sent, subject, "p");
  sent->algorithm = DigestAlgorithm::kMd5;
  EXPECT_NE(DigestResponse(*sent, subject, "p"), session);
  sent->qop = "auth-int";
  const std::string one = DigestResponse(*sent, subject, "p");
  EXPECT_NE(DigestResponse(*sent, {.method = "GET", .body = "two"}, "p"), one);
}

TEST(DigestTest, ReadsQuotedPairsAndNamesInAnyCase) {
  const auto sent = ParseDigest(
      R"(USERNAME="a\"b\\c,d=e" ,realm="",nonce=n,uri="/",response=AB)");
  ASSERT_TRUE(sent.has_value());
  EXPECT_EQ(sent->username, "a\"b\\c,d=e");
  EXPECT_EQ(sent->response, "ab");
  EXPECT_EQ(sent->algorithm, DigestAlgorithm::kMd5);
}

TEST(DigestTest, RefusesWhatIsMalformed) {
  const std::string good =
      R"(username="a",realm="r",nonce="n",uri="/",response="x")";
  ASSERT_TRUE(ParseDigest(good).has_value());
  for (const std::string& bad : {
           std::string(),
           std::string("username"),
           std::string(R"(username="a)"),
           std::string(R"(username="a",realm="r",nonce="n",uri="/")"),
           good + R"(,username="b")",
           good + R"( nc=00000001)",
           good + ",algorithm=SHA-1",
           good + ",qop=auth",
           good + ",qop=auth,cnonce=c,nc=1",
           good + ",qop=auth,cnonce=c,nc=0000000g",
           good + ",qop=auth,nc=00000001",
       }) {
    EXPECT_FALSE(ParseDigest(bad).has_value()) << bad;
  }
}

}  // namespace
}  // namespace fake
