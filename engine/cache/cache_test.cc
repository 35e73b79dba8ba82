// SPDX-License-Identifier: Apache-2.0
//
// What both caches do alike.

#include "autodiscover/cache.h"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cache/temporary_folder.h"

namespace autodiscover {
namespace {

using std::chrono::seconds;

const CacheTime kNow{seconds(1'000'000)};

CacheEntry Entry(const std::string& url) {
  return {.url = url,
          .protocol = Protocol::kSoap,
          .trust = TrustPath::kSrv,
          .login = AuthScheme::kBasic,
          .stored = kNow,
          .expires = kNow + seconds(60)};
}

const CacheKey kAnn{.domain = "corp.test", .account = "ann", .policy = "p"};
const CacheKey kBob{.domain = "corp.test", .account = "bob", .policy = "p"};
const CacheKey kOther{.domain = "corp.test", .account = "ann", .policy = "q"};

enum class Kind { kMemory, kFile };

class CacheTest : public testing::TestWithParam<Kind> {
 protected:
  std::shared_ptr<Cache> Make() {
    return GetParam() == Kind::kMemory
               ? MakeMemoryCache()
               : *OpenFileCache(folder_.File("cache.sqlite"));
  }
  cache::TemporaryFolder folder_;
  std::shared_ptr<Cache> cache_ = Make();
};

TEST_P(CacheTest, GivesBackWhatWasPut) {
  cache_->Put(kAnn, Entry("https://a.test/x\"y'z"));
  EXPECT_EQ(cache_->Get(kAnn, kNow), Entry("https://a.test/x\"y'z"));
  cache_->Put(kAnn, Entry("https://b.test/"));
  EXPECT_EQ(cache_->Get(kAnn, kNow), Entry("https://b.test/"));
  EXPECT_EQ(cache_->Size(), 1U);
}

TEST_P(CacheTest, GivesNobodyTheEntryOfAnother) {
  cache_->Put(kAnn, Entry("https://a.test/"));
  EXPECT_EQ(cache_->Get(kBob, kNow), std::nullopt);
  EXPECT_EQ(cache_->Get(kOther, kNow), std::nullopt);
}

TEST_P(CacheTest, GivesNothingThatIsOutOfDateOrFromTheFuture) {
  cache_->Put(kAnn, Entry("https://a.test/"));
  EXPECT_NE(cache_->Get(kAnn, kNow + seconds(59)), std::nullopt);
  EXPECT_EQ(cache_->Get(kAnn, kNow + seconds(60)), std::nullopt);
  EXPECT_EQ(cache_->Get(kAnn, kNow - seconds(1)), std::nullopt);
}

TEST_P(CacheTest, DeletesOneOrAll) {
  cache_->Put(kAnn, Entry("https://a.test/"));
  cache_->Put(kBob, Entry("https://b.test/"));
  EXPECT_TRUE(cache_->Delete(kAnn));
  EXPECT_FALSE(cache_->Delete(kAnn));
  EXPECT_THAT(cache_->List(), testing::ElementsAre(testing::Pair(
                                  kBob, Entry("https://b.test/"))));
  cache_->RememberConsent("corp.test", "h.test");
  cache_->Clear();
  EXPECT_EQ(cache_->Size(), 0U);
  EXPECT_FALSE(cache_->HasConsent("corp.test", "h.test"));
}

TEST_P(CacheTest, KeepsAConsentForOnePair) {
  cache_->RememberConsent("corp.test", "h.test");
  cache_->RememberConsent("corp.test", "h.test");
  EXPECT_TRUE(cache_->HasConsent("corp.test", "h.test"));
  EXPECT_FALSE(cache_->HasConsent("other.test", "h.test"));
  EXPECT_FALSE(cache_->HasConsent("corp.test", "a.h.test"));
}

INSTANTIATE_TEST_SUITE_P(Kinds, CacheTest,
                         testing::Values(Kind::kMemory, Kind::kFile));

}  // namespace
}  // namespace autodiscover
