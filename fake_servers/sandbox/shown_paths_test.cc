// SPDX-License-Identifier: Apache-2.0

#include "sandbox/shown_paths.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sandbox/visible_paths.h"

namespace fake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(VisiblePathsTest, KnowsWhatTheFreshDirectoriesHide) {
  EXPECT_TRUE(LiesBelowFreshDirectory("/tmp/checkout/client.sh"));
  EXPECT_TRUE(LiesBelowFreshDirectory("/run/user/1000/x"));
  EXPECT_TRUE(LiesBelowFreshDirectory("/var/tmp/x"));
  EXPECT_FALSE(LiesBelowFreshDirectory("/tmp"));
  EXPECT_FALSE(LiesBelowFreshDirectory("/tmp/"));
  EXPECT_FALSE(LiesBelowFreshDirectory("/tmpfile/x"));
  EXPECT_FALSE(LiesBelowFreshDirectory("/root/checkout/client.sh"));
  EXPECT_FALSE(LiesBelowFreshDirectory("tmp/x"));
}

TEST(VisiblePathsTest, ShowsAProgramWithItsNeighbours) {
  EXPECT_EQ(DirectoryToShow("/tmp/checkout/client.sh"), "/tmp/checkout");
  EXPECT_EQ(DirectoryToShow("/opt/client.sh"), "");
}

// Fails if the private /tmp is covered with the machine's own.
TEST(VisiblePathsTest, NeverShowsAFreshDirectoryItself) {
  EXPECT_EQ(DirectoryToShow("/tmp/client.sh"), "/tmp/client.sh");
  EXPECT_EQ(DirectoryToShow("/var/tmp/client.sh"), "/var/tmp/client.sh");
}

TEST(VisiblePathsTest, KeepsTheOutermostOfPathsThatContainEachOther) {
  EXPECT_THAT(WithoutContained({"/tmp/a/b", "/tmp/a", "", "/tmp/ab", "/tmp/a"}),
              ElementsAre("/tmp/a", "/tmp/ab"));
}

TEST(ShownPathsTest, ShowsNothingOfWhatIsVisibleAnyway) {
  EXPECT_THAT(ShownPaths({.working_directory = "/usr",
                          .program = "/usr/bin/env",
                          .command = {"/etc/passwd", "tmp", "/tmp"},
                          .asked = {}}),
              IsEmpty());
}

TEST(ShownPathsTest, ShowsTheWorkingDirectoryAndWhatIsAskedFor) {
  EXPECT_THAT(ShownPaths({.working_directory = "/tmp/work",
                          .program = "/usr/bin/env",
                          .command = {},
                          .asked = {"/srv/data/"}}),
              ElementsAre("/srv/data", "/tmp/work"));
}

TEST(ShownPathsTest, PassesOverArgumentsThatNameNoFile) {
  EXPECT_THAT(ShownPaths({.working_directory = "/",
                          .program = "/usr/bin/env",
                          .command = {"/tmp/there/is/no such file"},
                          .asked = {}}),
              IsEmpty());
}

}  // namespace
}  // namespace fake
