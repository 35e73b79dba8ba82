// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/cache_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "autodiscover/client.h"

namespace autodiscover::tools {
namespace {

using testing::HasSubstr;
using testing::Not;

void Put(Cache& cache, const std::string& address, const std::string& login) {
  Request request;
  request.address = address;
  request.username = login;
  cache.Put(*CacheKeyFor(request),
            {.url = "https://" + address.substr(0, 3) + ".test/",
             .login = AuthScheme::kBasic,
             .expires = CacheTime(std::chrono::hours(24))});
}

class CacheCommandTest : public testing::Test {
 protected:
  CacheCommandTest() {
    Put(*cache_, "ann@corp.test", "");
    Put(*cache_, "ann@corp.test", "CORP\\ann");
    Put(*cache_, "bob@corp.test", "");
  }
  std::shared_ptr<Cache> cache_ = MakeMemoryCache();
};

TEST_F(CacheCommandTest, ListsOneLineForEachEntry) {
  const std::string text = AnswerCacheCommand({}, *cache_);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
  EXPECT_THAT(text, HasSubstr("bob@corp.test  https://bob.test/  "
                              "1970-01-02 00:00:00Z\n"));
}

TEST_F(CacheCommandTest, ShowsOneMailbox) {
  const std::string text = AnswerCacheCommand(
      {.action = CacheAction::kShow, .address = "ANN@corp.test"}, *cache_);
  EXPECT_THAT(text, HasSubstr("Endpoint: https://ann.test/\n"));
  EXPECT_THAT(text, HasSubstr("Login:    basic\n"));
  EXPECT_THAT(text, HasSubstr("as CORP\\ann"));
  EXPECT_THAT(text, Not(HasSubstr("bob")));
}

TEST_F(CacheCommandTest, ClearsOneMailboxOrAll) {
  EXPECT_EQ(
      AnswerCacheCommand(
          {.action = CacheAction::kClear, .address = "ann@corp.test"}, *cache_),
      "");
  EXPECT_EQ(cache_->Size(), 1U);
  EXPECT_EQ(AnswerCacheCommand({.action = CacheAction::kClear}, *cache_), "");
  EXPECT_EQ(cache_->Size(), 0U);
}

}  // namespace
}  // namespace autodiscover::tools
