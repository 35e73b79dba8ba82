// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/output_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace autodiscover::tools {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directory(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] static std::string TextOf(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  const fs::path folder_ = fs::path(testing::TempDir()) /
                           ("output_file_test." + std::to_string(getpid()));
};

// Fails if others of the machine can read what is written.
TEST_F(OutputFileTest, IsForItsOwnerAlone) {
  const fs::path path = folder_ / "a";
  std::ofstream(path) << "before";
  EXPECT_EQ(WriteWhole(path, "text"), "");
  EXPECT_EQ(TextOf(path), "text");
  EXPECT_EQ(fs::status(path).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

// Fails if something half is left behind.
TEST_F(OutputFileTest, LeavesNothingWhereItCannotWrite) {
  fs::create_directory(folder_ / "a");
  EXPECT_THAT(WriteWhole(folder_ / "a", "text"), testing::HasSubstr("/a: "));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
  EXPECT_THAT(WriteWhole(folder_ / "absent" / "b", "text"),
              testing::HasSubstr("No such file"));
}

}  // namespace
}  // namespace autodiscover::tools
