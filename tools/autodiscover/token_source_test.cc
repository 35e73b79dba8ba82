// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/token_source.h"

#include <gtest/gtest.h>

namespace autodiscover::tools {
namespace {

TEST(TokenByCommandTest, GivesTheFirstLine) {
  EXPECT_EQ(TokenByCommand("printf 'abc\\r\\ndef\\n'", {}), "abc");
  EXPECT_EQ(TokenByCommand("printf abc", {}), "abc");
}

// Fails if the server's words could become a command.
TEST(TokenByCommandTest, TellsTheChallengeInTheEnvironment) {
  EXPECT_EQ(TokenByCommand("printf %s \"$AUTODISCOVER_HOST "
                           "$AUTODISCOVER_TENANT\"",
                           {.host = "h.test", .tenant = "$(echo x)"}),
            "h.test $(echo x)");
}

TEST(TokenByCommandTest, GivesNothingWhenItFails) {
  EXPECT_EQ(TokenByCommand("printf abc; exit 1", {}), "");
  EXPECT_EQ(TokenByCommand("exec /nonexistent 2>/dev/null", {}), "");
}

}  // namespace
}  // namespace autodiscover::tools
