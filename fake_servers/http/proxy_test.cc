// SPDX-License-Identifier: Apache-2.0

#include "http/proxy.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/request_head.h"

namespace fake {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Reply Ask(const std::string& head) {
  return ProxyReply(ParseHead(head + "\r\n").value());
}

TEST(ProxyTest, ConnectIsATunnel) {
  const Reply reply = Ask("CONNECT Mail.corp.test:443 HTTP/1.1\r\n");
  EXPECT_EQ(reply.status, 200);
  ASSERT_TRUE(reply.upstream);
  EXPECT_EQ(reply.upstream->host, "mail.corp.test");
  EXPECT_EQ(reply.upstream->port, 443);
  EXPECT_EQ(reply.upstream->preface, "");
  EXPECT_EQ(Ask("CONNECT [2001:db8::1]:443 HTTP/1.1\r\n").upstream->host,
            "2001:db8::1");
}

TEST(ProxyTest, AnAbsoluteTargetIsAskedWithoutWhatIsForTheProxy) {
  const Reply reply =
      Ask("GET http://corp.test/a?b HTTP/1.1\r\nHost: corp.test\r\n"
          "Proxy-Authorization: Basic eA==\r\nProxy-Connection: x\r\n");
  ASSERT_TRUE(reply.upstream);
  EXPECT_EQ(reply.upstream->host, "corp.test");
  EXPECT_EQ(reply.upstream->port, 80);
  const std::string& sent = reply.upstream->preface;
  EXPECT_THAT(sent, HasSubstr("GET /a?b HTTP/1.1\r\nHost: corp.test\r\n"));
  EXPECT_THAT(sent, Not(HasSubstr("Proxy")));
}

TEST(ProxyTest, RefusesWhatLeadsNowhere) {
  for (const std::string target :
       {"CONNECT corp.test", "CONNECT corp.test:0", "CONNECT corp.test:x",
        "CONNECT :443", "GET /", "GET https://corp.test/"}) {
    const Reply reply = Ask(target + " HTTP/1.1\r\n");
    EXPECT_FALSE(reply.upstream) << target;
    EXPECT_EQ(reply.status, 400) << target;
  }
}

}  // namespace
}  // namespace fake
