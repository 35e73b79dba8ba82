// SPDX-License-Identifier: Apache-2.0

#include "autodiscover/preset.h"

#include <algorithm>
#include <iterator>

#include <gtest/gtest.h>

namespace autodiscover {
namespace {

TEST(PresetTest, EveryNameHasAPolicy) {
  for (const PresetInfo& info : Presets()) {
    ASSERT_TRUE(Preset(info.name)) << info.name;
    EXPECT_FALSE(Preset(info.name)->sources.empty()) << info.name;
    EXPECT_FALSE(info.about.empty()) << info.name;
  }
  EXPECT_FALSE(Preset("Parallel"));
  EXPECT_FALSE(Preset(""));
}

TEST(PresetTest, TheFirstIsTheDefault) {
  const Policy policy = *Preset(Presets().front().name);
  EXPECT_EQ(policy.sources, Policy().sources);
  EXPECT_TRUE(policy.speculation.on);
}

TEST(PresetTest, OtherClientsAskOneAfterTheOther) {
  EXPECT_FALSE(Preset("exchangelib")->speculation.on);
  EXPECT_FALSE(Preset("outlook")->speculation.on);
}

// As the comments of preset.cc say, from their documents.
TEST(PresetTest, OtherClientsLookWhereTheyAreKnownToLook) {
  std::vector<Source> sources = {Source::kLastGood, Source::kRootDomain,
                                 Source::kAutodiscoverHost,
                                 Source::kHttpRedirect, Source::kSrv};
  EXPECT_EQ(Preset("exchangelib")->sources, sources);
  EXPECT_EQ(Preset("exchangelib")->protocols, std::vector{Protocol::kPox});
  sources.insert(sources.begin() + 1, Source::kScp);
  EXPECT_EQ(Preset("outlook")->sources, sources);
  EXPECT_EQ(Preset("outlook")->protocols, std::vector{Protocol::kPox});
}

// Only who is in a directory can be told of it by one.
TEST(PresetTest, OutlookAsksTheDirectoryFirst) {
  const auto has = [](std::string_view name) {
    const std::vector<Source> sources = Preset(name)->sources;
    return std::ranges::find(sources, Source::kScp) - sources.begin();
  };
  EXPECT_EQ(has("outlook"), 1);
  EXPECT_EQ(has("parallel"), 1);
  for (const char* name : {"exchangelib", "strict"}) {
    EXPECT_EQ(has(name), std::ssize(Preset(name)->sources)) << name;
  }
}

TEST(PresetTest, ActiveSyncSpeaksTheSchemaOfDevicesAlone) {
  const Policy policy = *Preset("activesync");
  EXPECT_EQ(policy.wanted.services, std::vector{Service::kActiveSync});
  EXPECT_EQ(ProtocolsFor(policy), std::vector{Protocol::kMobileSync});
  EXPECT_TRUE(policy.speculation.on);
}

TEST(PresetTest, StrictTrustsNoUnprotectedName) {
  const Policy policy = *Preset("strict");
  EXPECT_FALSE(policy.speculation.on);
  EXPECT_FALSE(policy.last_good_login);
  EXPECT_EQ(policy.sources, (std::vector{Source::kLastGood, Source::kRootDomain,
                                         Source::kAutodiscoverHost}));
}

}  // namespace
}  // namespace autodiscover
