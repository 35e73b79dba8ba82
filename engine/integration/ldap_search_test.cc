// SPDX-License-Identifier: Apache-2.0
//
// libldap as it is set up here, against servers that keep to nothing.

#include "driver/ldap_search.h"

#include <string>

#include <gtest/gtest.h>

#include "integration/loopback.h"

namespace autodiscover::integration {
namespace {

using driver::DirectoryQuestion;
using driver::SearchByLdap;
using std::chrono::milliseconds;

// BER, with lengths of one byte.
std::string Tlv(int tag, const std::string& value) {
  return std::string(1, static_cast<char>(tag)) +
         static_cast<char>(value.size()) + value;
}
std::string Message(char id, const std::string& operation) {
  return Tlv(0x30, Tlv(0x02, std::string(1, id)) + operation);
}
// SearchResultEntry, with one value of one attribute.
std::string Entry(char id, const std::string& name, const std::string& value) {
  const std::string attribute =
      Tlv(0x30, Tlv(0x04, name) + Tlv(0x31, Tlv(0x04, value)));
  return Message(id, Tlv(0x64, Tlv(0x04, "CN=x") + Tlv(0x30, attribute)));
}
std::string Done(char id) {
  return Message(id, Tlv(0x65, Tlv(0x0A, std::string(1, '\0')) + Tlv(0x04, "") +
                                   Tlv(0x04, "")));
}

class LdapSearchTest : public ::testing::Test {
 protected:
  // What comes of a search at a server that says `text` to the first message.
  core::Report Ask(const std::string& text, bool login = false) {
    LoopbackTcp server(text);
    DirectoryQuestion question{
        .search = {.server = "ldap://127.0.0.1",
                   .base = "CN=Configuration",
                   .filter = "(objectClass=*)",
                   .attributes = {"keywords"},
                   .login = login,
                   .entries_max = entries_max_,
                   .bytes_max = bytes_max_},
        .server = {.host = "127.0.0.1", .port = server.port()},
        .addresses = {"127.0.0.1"},
        .username = "ann@corp.test",
        .password = driver::Secret(std::string("correct horse")),
        .limit = limit_};
    core::Report report = SearchByLdap(question);
    heard_ = server.heard();
    return report;
  }
  static core::TransportFailure FailureOf(const core::Report& report) {
    const auto* failure = std::get_if<core::TransportFailure>(&report);
    EXPECT_NE(failure, nullptr);
    return failure != nullptr ? *failure : core::TransportFailure{};
  }
  static std::vector<core::DirectoryEntry> EntriesOf(
      const core::Report& report) {
    const auto* answer = std::get_if<core::DirectoryAnswer>(&report);
    EXPECT_NE(answer, nullptr);
    return answer != nullptr ? answer->entries
                             : std::vector<core::DirectoryEntry>();
  }

  std::size_t entries_max_ = 10;
  std::size_t bytes_max_ = 1000;
  milliseconds limit_{10'000};
  std::string heard_;
};

TEST_F(LdapSearchTest, GivesTheEntries) {
  const auto entries = EntriesOf(
      Ask(Entry(1, "keywords", "a") + Entry(1, "other", "b") + Done(1)));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].attributes[0].second, std::vector<std::string>{"a"});
  EXPECT_TRUE(entries[1].attributes[0].second.empty());
}

// Fails if a server that says more than it was asked for is listened to.
TEST_F(LdapSearchTest, TakesNoMoreEntriesThanAllowed) {
  entries_max_ = 2;
  std::string text;
  for (int i = 0; i < 4; ++i) {
    text += Entry(1, "keywords", "a");
  }
  EXPECT_EQ(EntriesOf(Ask(text)).size(), 2U);
}

TEST_F(LdapSearchTest, TakesNoMoreBytesThanAllowed) {
  bytes_max_ = 100;
  const std::string entry = Entry(1, "keywords", std::string(40, 'x'));
  const auto entries = EntriesOf(Ask(entry + entry + entry + entry));
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[1].attributes[0].second.size(), 1U);
  EXPECT_TRUE(entries[2].attributes[0].second.empty());
}

// Fails if one message may be as long as its sender likes.
TEST_F(LdapSearchTest, RefusesAMessageThatIsTooLong) {
  limit_ = milliseconds(2'000);
  // 1 GB, it says, and is refused before anybody waits for the rest.
  const core::TransportFailure failure =
      FailureOf(Ask("\x30\x84\x40" + std::string(100, 'x')));
  EXPECT_EQ(failure.stage, Stage::kAnswer);
  EXPECT_FALSE(failure.timed_out) << failure.reason;
}

// Fails if a server that stops in the middle keeps a thread for ever.
TEST_F(LdapSearchTest, EndsWhereTheServerStops) {
  limit_ = milliseconds(200);
  const core::TransportFailure failure =
      FailureOf(Ask(Entry(1, "keywords", "a").substr(0, 5)));
  EXPECT_TRUE(failure.timed_out) << failure.reason;
}

// Fails if the password goes out in clear when the server has no TLS.
TEST_F(LdapSearchTest, NoPasswordWithoutTls) {
  // Extended response: success; what follows is no TLS.
  const std::string yes =
      Message(1, Tlv(0x78, Tlv(0x0A, std::string(1, '\0')) + Tlv(0x04, "") +
                               Tlv(0x04, "")));
  const std::string no = Message(
      1, Tlv(0x78, Tlv(0x0A, "\x02") + Tlv(0x04, "") + Tlv(0x04, "no")));
  for (const std::string& text : {yes + yes, no}) {
    EXPECT_EQ(FailureOf(Ask(text, true)).stage, Stage::kTls);
    EXPECT_EQ(heard_.find("horse"), std::string::npos);
    EXPECT_EQ(heard_.find("ann@"), std::string::npos);
  }
}

TEST_F(LdapSearchTest, SaysThatNobodyIsThere) {
  DirectoryQuestion question{.search = {.server = "ldap://127.0.0.1"},
                             .server = {.host = "127.0.0.1", .port = 389},
                             .addresses = {"no address", "999.0.0.1"},
                             .limit = milliseconds(1000)};
  EXPECT_EQ(FailureOf(SearchByLdap(question)).stage, Stage::kConnect);
}

}  // namespace
}  // namespace autodiscover::integration
