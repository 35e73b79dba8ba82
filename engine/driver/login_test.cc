// SPDX-License-Identifier: Apache-2.0

#include "driver/login.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace autodiscover::driver {
namespace {

core::SendHttp By(AuthScheme scheme) {
  return {.method = "POST",
          .url = "https://corp.test/a.xml?q",
          .login = core::Login{
              .scheme = scheme,
              .challenge = {.scheme = "digest",
                            .parameters = {{"nonce", "n"}, {"qop", "auth"}}}}};
}

// RFC 7617, section 2, and the lengths that need one and two signs of padding.
TEST(LoginTest, WritesBasic) {
  const auto basic = [](const char* user, const char* password) {
    Login login(user, [password] { return std::string(password); });
    return login.Prove(By(AuthScheme::kBasic))->header->Reveal();
  };
  EXPECT_EQ(basic("Aladdin", "open sesame"),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  EXPECT_EQ(basic("a", "b"), "Basic YTpi");
  EXPECT_EQ(basic("a", "bc"), "Basic YTpiYw==");
  EXPECT_EQ(basic("a", "bcd"), "Basic YTpiY2Q=");
}

// RFC 7617, section 2.1.
TEST(LoginTest, WritesUtf8AsItIs) {
  Login login("test", [] { return std::string("123\xC2\xA3"); });
  EXPECT_EQ(login.Prove(By(AuthScheme::kBasic))->header->Reveal(),
            "Basic dGVzdDoxMjPCow==");
}

// Fails if a person is asked for each server.
TEST(LoginTest, AsksOnce) {
  int asked = 0;
  Login login("ann", [&asked] {
    ++asked;
    return std::string("x");
  });
  EXPECT_EQ(asked, 0);
  EXPECT_TRUE(login.Prove(By(AuthScheme::kBasic)));
  EXPECT_TRUE(login.Prove(By(AuthScheme::kBasic)));
  EXPECT_EQ(asked, 1);
}

TEST(LoginTest, RefusesWithoutAPassword) {
  EXPECT_FALSE(Login("ann", {}).Prove(By(AuthScheme::kBasic)));
  EXPECT_FALSE(
      Login("ann", [] { return std::string(); }).Prove(By(AuthScheme::kBasic)));
  EXPECT_FALSE(Login("ann", []() -> std::string {
                 throw std::runtime_error("no");
               }).Prove(By(AuthScheme::kBasic)));
}

TEST(LoginTest, RefusesAColonInTheName) {
  EXPECT_FALSE(Login("a:b", [] {
                 return std::string("x");
               }).Prove(By(AuthScheme::kBasic)));
}

TEST(LoginTest, WritesDigestForTheRequest) {
  Login login("ann", [] { return std::string("x"); });
  const std::string first =
      login.Prove(By(AuthScheme::kDigest))->header->Reveal();
  EXPECT_NE(first.find("uri=\"/a.xml?q\""), std::string::npos) << first;
  // Fails if the client's nonce is used again.
  EXPECT_NE(first, login.Prove(By(AuthScheme::kDigest))->header->Reveal());
}

TEST(LoginTest, RefusesADigestThatCannotBe) {
  Login login("ann", [] { return std::string("x"); });
  core::SendHttp request = By(AuthScheme::kDigest);
  request.login->challenge.parameters.clear();
  EXPECT_FALSE(login.Prove(request));
}

// Fails if libcurl is left to cut an address at its slash.
TEST(LoginTest, KeepsASlashInANameForNtlm) {
  const auto name = [](const char* username) {
    Login login(username, [] { return std::string("x"); });
    return login.Prove(By(AuthScheme::kNtlm))->ntlm->username;
  };
  EXPECT_EQ(name("ann@corp.test"), "ann@corp.test");
  EXPECT_EQ(name("CORP\\ann"), "CORP\\ann");
  EXPECT_EQ(name("a/b@corp.test"), "\\a/b@corp.test");
}

// Fails if the caller does not learn for whom the token is asked (AUTH-12).
TEST(LoginTest, AsksForATokenWithTheChallenge) {
  BearerChallenge seen;
  Login login("ann", {}, [&seen](const BearerChallenge& challenge) {
    seen = challenge;
    return std::string("abc.def");
  });
  core::SendHttp request = By(AuthScheme::kBearer);
  request.login->challenge = {
      .scheme = "bearer",
      .parameters = {{"client_id", "7"},
                     {"realm", "r"},
                     {"authorization_uri", "https://login.test/t/oauth2"}}};
  EXPECT_EQ(login.Prove(request)->header->Reveal(), "Bearer abc.def");
  EXPECT_EQ(seen,
            (BearerChallenge{.host = "corp.test",
                             .authorization_uri = "https://login.test/t/oauth2",
                             .tenant = "t",
                             .client_id = "7",
                             .realm = "r"}));
  EXPECT_FALSE(Login("ann", {}).Prove(request));
}

// Fails if a password outlives its use.
TEST(SecretTest, WipesTheTextItTakes) {
  std::string text = "correct horse battery staple";
  const Secret secret(std::move(text));
  EXPECT_EQ(secret.Reveal(), "correct horse battery staple");
  EXPECT_EQ(text, "");  // NOLINT(bugprone-use-after-move): that is the point.
}

TEST(SecretTest, WipesAllThatAStringOwns) {
  std::string text = "correct horse battery staple";
  const char* memory = text.data();
  const std::size_t capacity = text.capacity();
  text.resize(3);
  Wipe(text);
  ASSERT_EQ(text.data(), memory);
  text.resize(capacity, '\0');
  EXPECT_EQ(text.find_first_not_of('\0'), std::string::npos);
}

// Fails if what a server repeats of a login can be shown to anybody.
TEST(LoginTest, KnowsItsSecretsInTheTextOfOthers) {
  Login login("ann@corp.test", [] { return std::string("geheim!"); });
  EXPECT_FALSE(login.Betrays("geheim! is not known yet"));
  const core::SendHttp request{
      .method = "POST",
      .url = "https://corp.test/",
      .login = core::Login{.scheme = AuthScheme::kBasic}};
  ASSERT_TRUE(login.Prove(request));
  EXPECT_TRUE(login.Betrays("nginx/geheim!"));
  EXPECT_TRUE(login.Betrays("x YW5uQGNvcnAudGVzdDpnZWhlaW0h y"));
  EXPECT_TRUE(login.Betrays("TlRMTVNTUAADAAAA"));
  EXPECT_FALSE(login.Betrays("nginx"));
}

}  // namespace
}  // namespace autodiscover::driver
