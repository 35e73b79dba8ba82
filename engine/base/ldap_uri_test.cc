// SPDX-License-Identifier: Apache-2.0

#include "base/ldap_uri.h"

#include <gtest/gtest.h>

namespace autodiscover {
namespace {

TEST(LdapUri, IsReadInOneForm) {
  const LdapUri plain = {.host = "dc.corp.test", .port = 389};
  EXPECT_EQ(ParseLdapUri("ldap://dc.corp.test"), plain);
  EXPECT_EQ(ParseLdapUri(" LDAP://DC.corp.test.:389/ "), plain);
  EXPECT_EQ(ParseLdapUri("ldap://dc.corp.test/?keywords?sub"), plain);
  const LdapUri secure = {.tls = true, .host = "dc.corp.test", .port = 636};
  EXPECT_EQ(ParseLdapUri("ldaps://dc.corp.test"), secure);
  EXPECT_EQ(
      ParseLdapUri("ldap://[2001:DB8::1]:3268/DC=a%2cDC=b%20c?x"),
      (LdapUri{.host = "[2001:db8::1]", .port = 3268, .base = "DC=a,DC=b c"}));
}

TEST(LdapUri, MayLeaveTheHostToDns) {
  const Result<LdapUri> uri = ParseLdapUri("ldap:///");
  ASSERT_TRUE(uri);
  EXPECT_TRUE(uri->host.empty());
}

TEST(LdapUri, RefusesWhatIsNone) {
  for (const char* text :
       {"", "dc.corp.test", "http://dc.corp.test", "ldap://dc corp",
        "ldap://dc.corp.test:0", "ldap://dc.corp.test:99999",
        "ldap://dc.corp.test:x", "ldap://dc.corp.test/%0a",
        "ldap://dc.corp.test/%4", "ldap://[::1"}) {
    EXPECT_FALSE(ParseLdapUri(text)) << text;
  }
}

TEST(LdapUri, IsComparedWithoutCase) {
  EXPECT_EQ(ParseLdapUri("ldap://a.test/DC=Corp")->LoopKey(),
            ParseLdapUri("LDAP://A.test:389/dc=corp")->LoopKey());
  EXPECT_NE(ParseLdapUri("ldap://a.test")->LoopKey(),
            ParseLdapUri("ldaps://a.test")->LoopKey());
  EXPECT_EQ(ParseLdapUri("ldap://a.test:3268")->Server(), "ldap://a.test:3268");
}

}  // namespace
}  // namespace autodiscover
