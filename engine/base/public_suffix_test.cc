// SPDX-License-Identifier: Apache-2.0

#include "base/public_suffix.h"

#include <gtest/gtest.h>

namespace autodiscover {
namespace {

// Fails if a domain that a registry sells from passes for an organisation's, or
// the other way round.
TEST(PublicSuffixTest, KnowsRegistriesFromTheirCustomers) {
  for (const char* suffix : {"co.uk", "com.my", "com", "xn--55qx5d.cn"}) {
    EXPECT_TRUE(IsPublicSuffix(suffix)) << suffix;
  }
  for (const char* domain : {"example.co.uk", "corp.test", "example.com",
                             "github.io", "mail.local", ""}) {
    EXPECT_FALSE(IsPublicSuffix(domain)) << domain;
  }
}

}  // namespace
}  // namespace autodiscover
