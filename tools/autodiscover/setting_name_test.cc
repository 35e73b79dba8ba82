// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/setting_name.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "autodiscover/setting_names.h"

namespace autodiscover::tools {
namespace {

using testing::HasSubstr;

TEST(SettingNameTest, TakesThoseOfBothProtocols) {
  for (const char* name : {"ExternalOABUrl", "OABUrl", "InternalWebClientUrls",
                           "EcpPhotoUrlFragment"}) {
    EXPECT_EQ(CheckSettingName(name), "");
  }
}

TEST(SettingNameTest, NamesTheNearest) {
  EXPECT_THAT(CheckSettingName("ExternalOabUrl"),
              HasSubstr("did you mean ExternalOABUrl?"));
  EXPECT_THAT(CheckSettingName("ExternlEwsURL"),
              HasSubstr("did you mean ExternalEwsUrl?"));
  EXPECT_THAT(CheckSettingName("CasVersionn"),
              HasSubstr("did you mean CasVersion?"));
}

TEST(SettingNameTest, TheListsAreInOrderAndNameNothingTwice) {
  for (const auto names : {UserSettingNames(), ProtocolElementNames()}) {
    EXPECT_EQ(
        std::adjacent_find(names.begin(), names.end(),
                           [](auto left, auto right) { return left >= right; }),
        names.end());
  }
}

}  // namespace
}  // namespace autodiscover::tools
