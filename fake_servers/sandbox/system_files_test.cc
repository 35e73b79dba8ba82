// SPDX-License-Identifier: Apache-2.0

#include "sandbox/system_files.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace fake {
namespace {

namespace fs = std::filesystem;

TEST(PasswdWithHomeTest, ChangesTheHomeOfUserZeroAlone) {
  EXPECT_EQ(PasswdWithHome("root:x:0:0:root:/root:/bin/bash\n"
                           "ann:x:1000:1000::/srv/ann:/bin/sh\n",
                           "/run/home"),
            "root:x:0:0:root:/run/home:/bin/bash\n"
            "ann:x:1000:1000::/srv/ann:/bin/sh\n");
}

TEST(PasswdWithHomeTest, LeavesLinesThatAreNoUsersAlone) {
  EXPECT_EQ(PasswdWithHome("+::::::\n\n# 0", "/run/home"), "+::::::\n\n# 0\n");
  EXPECT_EQ(PasswdWithHome("", "/run/home"), "");
}

TEST(ResolvConfTest, NamesEachServerAndTheSearchList) {
  EXPECT_EQ(ResolvConf({}), "nameserver 127.0.0.1\n");
  EXPECT_EQ(ResolvConf({.servers = {NameServer::kDead, NameServer::kAlive},
                        .search = {"corp.test", "lab.test"}}),
            "nameserver 127.0.0.1\nnameserver 127.0.0.2\n"
            "search corp.test lab.test\n");
}

class EndOfLinksTest : public ::testing::Test {
 protected:
  EndOfLinksTest() {
    std::string name = (fs::temp_directory_path() / "links.XXXXXX").string();
    directory_ = fs::canonical(mkdtemp(name.data()));
  }
  ~EndOfLinksTest() override { fs::remove_all(directory_); }
  EndOfLinksTest(const EndOfLinksTest&) = delete;
  EndOfLinksTest& operator=(const EndOfLinksTest&) = delete;
  EndOfLinksTest(EndOfLinksTest&&) = delete;
  EndOfLinksTest& operator=(EndOfLinksTest&&) = delete;

  fs::path directory_;
};

TEST_F(EndOfLinksTest, FollowsLinksToWhereNothingIs) {
  fs::create_symlink("middle", directory_ / "first");
  fs::create_symlink("../nowhere/stub.conf", directory_ / "middle");
  EXPECT_EQ(EndOfLinks(directory_ / "first"),
            directory_.parent_path() / "nowhere/stub.conf");
}

TEST_F(EndOfLinksTest, FollowsLinkedDirectories) {
  fs::create_directory(directory_ / "real");
  fs::create_directory_symlink("real", directory_ / "alias");
  fs::create_symlink(directory_ / "alias/conf", directory_ / "first");
  EXPECT_EQ(EndOfLinks(directory_ / "first"), directory_ / "real/conf");
}

TEST_F(EndOfLinksTest, EndsALoop) {
  fs::create_symlink("self", directory_ / "self");
  EXPECT_EQ(EndOfLinks(directory_ / "self"), directory_ / "self");
}

}  // namespace
}  // namespace fake
