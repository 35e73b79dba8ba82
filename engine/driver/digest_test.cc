// SPDX-License-Identifier: Apache-2.0

#include "driver/digest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::driver {
namespace {

using codec::DigestChallenge;
using codec::DigestHash;
using testing::HasSubstr;
using testing::Not;

std::string Answer(const DigestChallenge& challenge,
                   std::string_view username = "Mufasa",
                   std::string password = "Circle of Life",
                   std::string_view target = "/dir/index.html",
                   std::string_view client_nonce =
                       "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ") {
  return DigestAuthorization(
      challenge, username, Secret(std::move(password)),
      {.method = "GET", .target = target, .client_nonce = client_nonce});
}

DigestChallenge OfRfc7616(DigestHash hash, std::string algorithm) {
  return {.hash = hash,
          .algorithm = std::move(algorithm),
          .realm = "http-auth@example.org",
          .nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
          .opaque = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"};
}

// RFC 7616, 3.9.1.
TEST(DigestTest, AnswersAsTheStandardSays) {
  EXPECT_EQ(
      Answer(OfRfc7616(DigestHash::kMd5, "MD5")),
      "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", "
      "uri=\"/dir/index.html\", "
      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
      "response=\"8ca523f5e9506fed4657c9700eebdbec\", nc=00000001, "
      "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, "
      "algorithm=MD5, "
      "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
  EXPECT_THAT(Answer(OfRfc7616(DigestHash::kSha256, "SHA-256")),
              HasSubstr("response=\"753927fa0e85d155564e2e272a28d1802ca10daf449"
                        "6794697cf8db5856cb6c1\""));
}

// RFC 7616, 3.9.2, with the user name's hash, and the response as later errata
// and implementations have it.
TEST(DigestTest, HashesTheNameWhenAskedTo) {
  DigestChallenge challenge{
      .hash = DigestHash::kSha512Half,
      .algorithm = "SHA-512-256",
      .hash_username = true,
      .realm = "api@example.org",
      .nonce = "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
      .opaque = "HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS"};
  const std::string answer =
      Answer(challenge, "J\xC3\xA4s\xC3\xB8n Doe", "Secret, or not?",
             "/doe.json", "NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm");
  EXPECT_THAT(answer, HasSubstr("userhash=true"));
  EXPECT_THAT(answer,
              HasSubstr("username=\"793263caabb707a56211940d90411ea4a575adecc"
                        "b7e360aeb624ed06ece9b0b\""));
}

// RFC 2617, 3.5 with the nonce of RFC 2069: no qop.
TEST(DigestTest, AnswersOldServers) {
  const std::string answer =
      Answer({.quality = false,
              .realm = "testrealm@host.com",
              .nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093"},
             "Mufasa", "Circle Of Life");
  EXPECT_THAT(answer,
              HasSubstr("response=\"670fd8c2df070c60b045671b8b24ff02\""));
  EXPECT_THAT(answer, Not(HasSubstr("qop")));
  EXPECT_THAT(answer, Not(HasSubstr("algorithm")));
}

TEST(DigestTest, EscapesWhatIsQuoted) {
  EXPECT_THAT(Answer({.realm = "a\"b", .nonce = "n"}, "CORP\\ann"),
              HasSubstr("username=\"CORP\\\\ann\", realm=\"a\\\"b\""));
  EXPECT_THAT(Answer({.realm = "r", .nonce = "n"}, "j\xC3\xB6rg"),
              HasSubstr("username*=UTF-8''j%C3%B6rg,"));
}

// Fails if the session variant is answered as the plain one.
TEST(DigestTest, TellsSessionsApart) {
  DigestChallenge plain{.realm = "r", .nonce = "n"};
  DigestChallenge session = plain;
  session.session = true;
  EXPECT_NE(Answer(plain), Answer(session));
}

}  // namespace
}  // namespace autodiscover::driver
