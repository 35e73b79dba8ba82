// SPDX-License-Identifier: Apache-2.0

#include "driver/connect_to.h"

#include <gtest/gtest.h>

namespace autodiscover::driver {
namespace {

TEST(ConnectToTest, FindsTheFirstEntryForHostAndPort) {
  const std::vector<std::string> entries = {
      "other.test:443:127.0.0.1:1", "corp.test:80:127.0.0.1:2",
      "Corp.Test:443:127.0.0.1:3", "::127.0.0.1:4"};
  EXPECT_EQ(FindConnectTo(entries, *ParseUrl("https://corp.test/")),
            entries[2]);
  EXPECT_EQ(FindConnectTo(entries, *ParseUrl("http://corp.test/")), entries[1]);
  EXPECT_EQ(FindConnectTo(entries, *ParseUrl("https://third.test/")),
            entries[3]);
}

TEST(ConnectToTest, UnderstandsBrackets) {
  const std::vector<std::string> entries = {"[::1]:443:127.0.0.1:3"};
  EXPECT_TRUE(FindConnectTo(entries, *ParseUrl("https://[::1]/")));
  EXPECT_FALSE(FindConnectTo(entries, *ParseUrl("https://[::2]/")));
}

TEST(ConnectToTest, IgnoresWhatIsNoEntry) {
  EXPECT_FALSE(FindConnectTo({"", "corp.test", "corp.test:443"},
                             *ParseUrl("https://corp.test/")));
}

}  // namespace
}  // namespace autodiscover::driver
