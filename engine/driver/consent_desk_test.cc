// SPDX-License-Identifier: Apache-2.0

#include "driver/consent_desk.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace autodiscover::driver {
namespace {

ConsentQuestion About(const char* domain, const char* host) {
  return {.mail_domain = domain, .host = host};
}

// Fails if a person is asked again, or if an answer is taken for another host
// or for another domain (CACHE-07).
TEST(ConsentDeskTest, AsksOnceForEachDomainAndHost) {
  int asked = 0;
  ConsentDesk desk([&asked](const ConsentQuestion& question) {
    ++asked;
    return question.host == "hoster.test";
  });
  EXPECT_TRUE(desk.Allows(About("corp.test", "hoster.test")));
  EXPECT_TRUE(desk.Allows(About("corp.test", "hoster.test")));
  EXPECT_EQ(asked, 1);
  EXPECT_FALSE(desk.Allows(About("corp.test", "evil.test")));
  EXPECT_FALSE(desk.Allows(About("corp.test", "evil.test")));
  EXPECT_EQ(asked, 2);
  EXPECT_TRUE(desk.Allows(About("other.test", "hoster.test")));
  EXPECT_EQ(asked, 3);
}

TEST(ConsentDeskTest, RefusesByDefault) {
  EXPECT_FALSE(ConsentDesk().Allows(About("corp.test", "hoster.test")));
  EXPECT_FALSE(ConsentDesk([](const ConsentQuestion&) -> bool {
                 throw std::runtime_error("no");
               }).Allows(About("corp.test", "hoster.test")));
}

}  // namespace
}  // namespace autodiscover::driver
