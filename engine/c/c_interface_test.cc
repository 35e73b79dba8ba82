// SPDX-License-Identifier: Apache-2.0
//
// The shared library from outside, without a network.

#include <array>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "autodiscover/autodiscover.h"
#include "autodiscover/version.h"

namespace {

using Json = nlohmann::json;

TEST(CInterfaceTest, HasAVersion) {
  EXPECT_EQ(autodiscover_version(), std::string(autodiscover::kVersion));
}

TEST(CInterfaceTest, GivesTheResultAsJson) {
  autodiscover_handle* handle =
      autodiscover_new(R"({"address": "nobody"})", nullptr, 0);
  ASSERT_NE(handle, nullptr);
  autodiscover_set_password(handle, "secret");
  const Json json = Json::parse(autodiscover_discover(handle));
  EXPECT_EQ(json["error"]["kind"], "invalid_address");
  autodiscover_free(handle);
}

TEST(CInterfaceTest, SaysWhyARequestIsRefused) {
  std::array<char, 12> why{};
  EXPECT_EQ(autodiscover_new("{}", why.data(), why.size()), nullptr);
  EXPECT_STREQ(why.data(), "the request");
  EXPECT_EQ(autodiscover_new(nullptr, nullptr, 0), nullptr);
}

// Fails if a function given or taken back breaks a handle.
TEST(CInterfaceTest, TakesFunctions) {
  autodiscover_handle* handle =
      autodiscover_new(R"({"address": "nobody"})", nullptr, 0);
  ASSERT_NE(handle, nullptr);
  const auto token = [](const char*, void*) -> const char* { return nullptr; };
  const auto consent = [](const char*, void*) { return 0; };
  autodiscover_set_token(handle, token, nullptr);
  autodiscover_set_consent(handle, consent, nullptr);
  autodiscover_set_token(handle, nullptr, nullptr);
  autodiscover_set_consent(handle, nullptr, nullptr);
  const Json json = Json::parse(autodiscover_discover(handle));
  EXPECT_EQ(json["error"]["kind"], "invalid_address");
  autodiscover_free(handle);
}

TEST(CInterfaceTest, IsCancelledBeforeAnyQuery) {
  autodiscover_handle* handle =
      autodiscover_new(R"({"address": "ann@corp.test"})", nullptr, 0);
  autodiscover_cancel(handle);
  const Json json = Json::parse(autodiscover_discover(handle));
  EXPECT_EQ(json["error"]["kind"], "cancelled");
  EXPECT_EQ(json["attempts"].size(), 0);
  autodiscover_free(handle);
  autodiscover_free(nullptr);
}

}  // namespace
