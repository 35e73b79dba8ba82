// SPDX-License-Identifier: Apache-2.0
//
// What the file is like, and what happens when it is not.

#include <fstream>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "autodiscover/cache.h"

#include "cache/sqlite.h"
#include "cache/temporary_folder.h"

namespace autodiscover {
namespace {

using std::chrono::seconds;

const CacheTime kNow{seconds(1'000'000)};
const CacheEntry kEntry{
    .url = "https://a.test/", .stored = kNow, .expires = kNow + seconds(60)};

CacheKey Key(int process, int number) {
  return {.domain = "corp.test",
          .account = std::to_string(process) + "-" + std::to_string(number),
          .policy = "p"};
}

class FileCacheTest : public testing::Test {
 protected:
  [[nodiscard]] std::shared_ptr<Cache> Open() const {
    const auto opened = OpenFileCache(path_);
    EXPECT_TRUE(opened);
    return opened ? *opened : MakeMemoryCache();
  }
  void Overwrite(const std::string& text) const {
    std::ofstream(path_, std::ios::trunc) << text;
  }
  void ExpectUsable() const {
    const auto cache = Open();
    cache->Put(Key(0, 0), kEntry);
    EXPECT_EQ(Open()->Get(Key(0, 0), kNow), kEntry);
  }

  cache::TemporaryFolder folder_;
  const std::string path_ = folder_.File("below/cache.sqlite");
};

mode_t ModeOf(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

TEST_F(FileCacheTest, BelongsToTheUserAlone) {
  ExpectUsable();
  const auto open = Open();
  open->Put(Key(0, 1), kEntry);
  EXPECT_EQ(ModeOf(folder_.File("below")), 0700U);
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    EXPECT_EQ(ModeOf(path_ + suffix), 0600U) << suffix;
  }
  chmod(path_.c_str(), 0644);
  ExpectUsable();
  EXPECT_EQ(ModeOf(path_), 0600U);
}

TEST_F(FileCacheTest, IsMadeAnewWhenItIsNoDatabase) {
  ExpectUsable();
  Overwrite(std::string(8192, 'x'));
  ExpectUsable();
}

TEST_F(FileCacheTest, IsMadeAnewWhenItIsOfAnotherVersion) {
  ExpectUsable();
  cache::Sqlite(path_).Run("PRAGMA user_version=7");
  EXPECT_EQ(Open()->Size(), 0U);
  ExpectUsable();
}

TEST_F(FileCacheTest, IsMadeAnewWhenItIsAnotherProgramsDatabase) {
  Open().reset();
  std::filesystem::remove(path_);
  Overwrite("");
  cache::Sqlite(path_).Run("CREATE TABLE entry (other TEXT)");
  ExpectUsable();
}

TEST_F(FileCacheTest, IsMadeAnewWhenItBreaksWhileItIsOpen) {
  const auto cache = Open();
  cache->Put(Key(0, 0), kEntry);
  // Makes what the open one has in memory stale, and empties the log.
  cache::Sqlite other(path_);
  other.Run("INSERT INTO consent VALUES ('d', 'h')");
  other.Run("PRAGMA wal_checkpoint(TRUNCATE)");
  std::fstream(path_, std::ios::in | std::ios::out) << std::string(8192, 'x');
  EXPECT_EQ(cache->Get(Key(0, 0), kNow), std::nullopt);
  cache->Put(Key(0, 0), kEntry);
  EXPECT_EQ(cache->Get(Key(0, 0), kNow), kEntry);
}

TEST_F(FileCacheTest, FollowsNoLinkAndTakesNoFolder) {
  Overwrite("");
  const std::string link = folder_.File("link");
  std::filesystem::create_symlink(folder_.File("target"), link);
  EXPECT_FALSE(OpenFileCache(link));
  EXPECT_FALSE(std::filesystem::exists(folder_.File("target")));
  EXPECT_FALSE(OpenFileCache(folder_.File("")));
  const auto nowhere = OpenFileCache("/proc/none/cache");
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error().message, testing::HasSubstr("/proc/none/cache"));
}

// Puts, reads back, and lets others do the same: what is put must stay.
bool Hammer(Cache& cache, int process, int count) {
  bool all = true;
  for (int i = 0; i < count; ++i) {
    cache.Put(Key(process, i), kEntry);
    all = cache.Get(Key(process, i), kNow) == kEntry && all;
    cache.Put(Key(-1, 0), kEntry);  // One for which all of them fight.
  }
  return all;
}

TEST_F(FileCacheTest, LosesNothingWhenProcessesHammerIt) {
  constexpr int kProcesses = 4;
  constexpr int kEntries = 100;
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      // Opened here, so that they also race to make it.
      const auto cache = OpenFileCache(path_);
      _exit(cache && Hammer(**cache, process, kEntries) ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(Open()->Size(), kProcesses * kEntries + 1U);
}

TEST_F(FileCacheTest, LosesNothingWhenThreadsHammerIt) {
  constexpr int kThreads = 4;
  constexpr int kEntries = 25;
  const auto cache = Open();
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back(
          [&cache, thread] { EXPECT_TRUE(Hammer(*cache, thread, kEntries)); });
    }
  }
  EXPECT_EQ(cache->Size(), kThreads * kEntries + 1U);
}

}  // namespace
}  // namespace autodiscover
