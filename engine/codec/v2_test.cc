// SPDX-License-Identifier: Apache-2.0

#include "codec/v2.h"

#include <string>

#include <gtest/gtest.h>

#include "base/strings.h"

namespace autodiscover::codec {
namespace {

const Url kBase = *ParseUrl("https://corp.test/autodiscover/autodiscover.json");

TEST(V2Question, HasTwoForms) {
  EXPECT_EQ(
      V2Question(kBase, V2Form::kQuery, "ann@corp.test", kV2Ews).ToString(),
      "https://corp.test/autodiscover/autodiscover.json"
      "?Email=ann%40corp.test&Protocol=Ews");
  EXPECT_EQ(
      V2Question(kBase, V2Form::kPath, "ann@corp.test", kV2Ews).ToString(),
      "https://corp.test/autodiscover/autodiscover.json/v1.0/ann%40corp.test"
      "?Protocol=Ews");
}

// Fails if the place where an answer came from cannot be asked again.
TEST(V2Question, CanBeMadeOfAQuestion) {
  for (const V2Form form : {V2Form::kQuery, V2Form::kPath}) {
    const Url bobs = V2Question(kBase, form, "bob@corp.test", kV2ActiveSync);
    EXPECT_EQ(V2Question(bobs, form, "ann@corp.test", kV2Ews).ToString(),
              V2Question(kBase, form, "ann@corp.test", kV2Ews).ToString());
  }
}

// Fails if an address can end the query, or become several parts of a path.
TEST(V2Question, EscapesTheAddress) {
  for (const V2Form form : {V2Form::kQuery, V2Form::kPath}) {
    const std::string url =
        V2Question(kBase, form, "a+b&c=/..?#%20\xC3\xA4@corp.test", kV2Ews)
            .ToString();
    EXPECT_NE(url.find("a%2Bb%26c%3D%2F..%3F%23%2520%C3%A4%40corp.test"),
              std::string::npos)
        << url;
  }
}

TEST(V2Response, GivesTheUrl) {
  const Answer answer = ReadV2Response(
      R"({"Protocol":"Ews","Url":"https://m.test/e","ServerLocation":"EU"})",
      kV2Ews);
  const auto* said = std::get_if<SettingsAnswer>(&answer);
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(said->settings.v2.at("Ews"), "https://m.test/e");
  EXPECT_EQ(said->settings.other.at("ServerLocation"), "EU");
}

TEST(V2Response, ComparesNamesWithoutCase) {
  const Answer answer = ReadV2Response(
      R"({"protocol":"ACTIVESYNC","URL":"https://m.test/a"})", kV2ActiveSync);
  const auto* said = std::get_if<SettingsAnswer>(&answer);
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(said->settings.v2.at("ActiveSync"), "https://m.test/a");
}

// Fails if an error that names a URL is taken for a success.
TEST(V2Response, WithAnErrorCodeIsAnError) {
  const Answer answer = ReadV2Response(
      R"({"ErrorCode":"UserNotFound","ErrorMessage":"no","Protocol":"Ews",)"
      R"("Url":"https://m.test/e"})",
      kV2Ews);
  const auto* error = std::get_if<ErrorAnswer>(&answer);
  ASSERT_NE(error, nullptr);
  EXPECT_EQ(error->code, "UserNotFound");
  EXPECT_EQ(error->message, "no");
}

TEST(V2Response, IsNothingElse) {
  for (const std::string_view body :
       {"", "  ", "<html/>", "[]", "null", "7", "{", "{}", "\xFF",
        R"({"Protocol":"Ews"})", R"({"Url":"https://m.test/e"})",
        R"({"Protocol":"Rest","Url":"https://m.test/e"})",
        R"({"Protocol":["Ews"],"Url":"https://m.test/e"})",
        R"({"Protocol":"Ews","Url":{"Url":"https://m.test/e"}})",
        R"([{"Protocol":"Ews","Url":"https://m.test/e"}])",
        R"({"Protocol":"Ews","Url":"https://m.test/e"} trailing)"}) {
    const Answer answer = ReadV2Response(body, kV2Ews);
    const auto* none = std::get_if<NoAnswer>(&answer);
    ASSERT_NE(none, nullptr) << body;
    EXPECT_TRUE(none->foreign) << body;
    EXPECT_FALSE(none->why.empty()) << body;
  }
}

TEST(V2Response, MayBeNestedDeeply) {
  const std::string deep(100'000, '[');
  const Answer answer =
      ReadV2Response(StrCat(R"({"a":)", deep, std::string(deep.size(), ']'),
                            R"(,"Protocol":"Ews","Url":"https://m.test/e"})"),
                     kV2Ews);
  EXPECT_TRUE(std::holds_alternative<SettingsAnswer>(answer));
}

}  // namespace
}  // namespace autodiscover::codec
