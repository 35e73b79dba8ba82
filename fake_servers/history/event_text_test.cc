// SPDX-License-Identifier: Apache-2.0

#include "history/event_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fake {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const Place mail_host = {.connection = 2, .host = "mail.test", .port = 443};

TEST(EventTextTest, TellsWhatWasAskedAndAnswered) {
  EXPECT_EQ(EventToText(12.34, DnsEvent{.transport = "udp",
                                        .name = "mail.test",
                                        .type = "A",
                                        .rcode = "NXDOMAIN"}),
            "      12.3 ms  dns     A mail.test = NXDOMAIN");
  EXPECT_EQ(EventToText(20, RequestEvent{.place = mail_host,
                                         .tls = true,
                                         .method = "POST",
                                         .target = "/x?y",
                                         .protocol = "pox",
                                         .address = "ann@corp.test",
                                         .auth = "ntlm",
                                         .credential = "accepted",
                                         .leg = "ntlm-3"}),
            "      20.0 ms  #2 >    POST https://mail.test/x?y, pox, for "
            "ann@corp.test, ntlm (ntlm-3) login accepted");
  EXPECT_EQ(EventToText(21, ReplyEvent{.place = mail_host,
                                       .status = 302,
                                       .reply = "redirect",
                                       .location = "https://b.test/",
                                       .bytes = 9}),
            "      21.0 ms  #2 <    302 redirect, 9 bytes, to https://b.test/");
}

TEST(EventTextTest, TellsFaultsAndSecretsAloud) {
  EXPECT_THAT(EventToText(0, TlsEvent{.place = mail_host,
                                      .alert = "unknown_ca",
                                      .faults = {"certificate unknown-ca"}}),
              EndsWith("TLS fails: the client says unknown_ca, "
                       "FAULT certificate unknown-ca"));
  EXPECT_THAT(EventToText(0, ReplyEvent{.place = mail_host, .fault = "silent"}),
              HasSubstr("FAULT silent"));
  EXPECT_THAT(EventToText(0, SecretEvent{.place = mail_host,
                                         .where = "header Authorization",
                                         .form = "base64"}),
              EndsWith("SECRET (base64) in header Authorization to mail.test "
                       "in clear"));
}

TEST(EventTextTest, TellsADirectory) {
  EXPECT_THAT(EventToText(0, LdapEvent{.place = mail_host,
                                       .operation = "search",
                                       .base = "DC=test",
                                       .filter = "(a=b)",
                                       .result = 0,
                                       .entries = 3}),
              EndsWith("search, below DC=test, (a=b), result 0, 3 entries"));
}

// Fails if what a client sends can move the cursor, or reorder what is read.
TEST(EventTextTest, NothingInItSteersATerminal) {
  const std::string hostile = "a\x1b[2J\r\n\x9b\xc2\x9b\u202e\xff\u00e9z";
  const std::string line =
      EventToText(0, CloseEvent{.by = "client", .unread = hostile});
  EXPECT_THAT(line, EndsWith("unread a?[2J?????\u00e9z"));
}

TEST(EventTextTest, ALongLineIsCut) {
  const std::string line = EventToText(
      0, CloseEvent{.by = "client", .unread = std::string(9999, 'x')});
  EXPECT_LT(line.size(), 300U);
  EXPECT_THAT(line, EndsWith("x…"));
  EXPECT_THAT(line, Not(HasSubstr("\n")));
}

}  // namespace
}  // namespace fake
