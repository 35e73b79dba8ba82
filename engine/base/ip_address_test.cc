// SPDX-License-Identifier: Apache-2.0

#include "base/ip_address.h"

#include <gtest/gtest.h>

namespace autodiscover {
namespace {

TEST(KindOfAddressTest, KnowsThePublic) {
  for (const char* text :
       {"192.0.2.1", "8.8.8.8", "172.32.0.1", "172.15.255.255", "11.0.0.1",
        "169.253.0.1", "100.128.0.1", "2001:db8::1", "[2001:db8::1]",
        "2002:c000:201::1", "::ffff:8.8.8.8"}) {
    EXPECT_EQ(KindOfAddress(text), AddressKind::kPublic) << text;
  }
}

TEST(KindOfAddressTest, KnowsThePrivate) {
  for (const char* text :
       {"10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1",
        "fdff::1", "::ffff:10.0.0.5", "64:ff9b::a00:5", "2002:a00:5::1"}) {
    EXPECT_EQ(KindOfAddress(text), AddressKind::kPrivate) << text;
  }
}

// Fails if a request could be led to this machine or to a cloud's metadata.
TEST(KindOfAddressTest, KnowsTheLocal) {
  for (const char* text :
       {"127.0.0.1", "127.255.0.1", "0.0.0.0", "0.1.2.3", "169.254.169.254",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "168.63.129.16", "::1",
        "::", "[::1]", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::7f00:1", "fd00:ec2::254"}) {
    EXPECT_EQ(KindOfAddress(text), AddressKind::kLocal) << text;
  }
}

TEST(KindOfAddressTest, RefusesEverythingElse) {
  for (const char* text : {"", "corp.test", "1.2.3", "127.1", "0x7f.0.0.1",
                           "1.2.3.4.5", "[192.0.2.1", "::g"}) {
    EXPECT_FALSE(KindOfAddress(text)) << text;
  }
}

}  // namespace
}  // namespace autodiscover
