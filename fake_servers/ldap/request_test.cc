// SPDX-License-Identifier: Apache-2.0

#include "ldap/request.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fake {
namespace {

using testing::ElementsAre;
using testing::Optional;

// One element of BER with a length of one or two bytes.
std::string Element(unsigned char tag, const std::string& content) {
  constexpr std::size_t kShortMax = 0x7f;
  std::string head(1, static_cast<char>(tag));
  if (content.size() > kShortMax) {
    head += '\x82';
    head += static_cast<char>(content.size() >> 8U);
  }
  return head + static_cast<char>(content.size() & 0xffU) + content;
}

std::string Message(unsigned char tag, const std::string& content) {
  return Element(0x30, std::string("\x02\x01\x07", 3) + Element(tag, content));
}

std::string Text(const std::string& text) { return Element(0x04, text); }

std::string Search(const std::string& filter) {
  return Message(0x63, Text("DC=corp") + std::string("\x0a\x01\x02", 3) +
                           std::string("\x0a\x01\x00", 3) +
                           std::string("\x02\x01\x05", 3) +
                           std::string("\x02\x01\x00", 3) +
                           std::string("\x01\x01\x00", 3) + filter +
                           Element(0x30, Text("keywords") + Text("cn")));
}

std::string FilterOf(const std::string& message) {
  const auto request = ReadLdapRequest(message);
  const auto* search =
      request ? std::get_if<SearchRequest>(&request->operation) : nullptr;
  return search != nullptr ? ToString(search->filter) : "unreadable";
}

TEST(LdapRequestTest, ReadsASimpleBind) {
  const auto request =
      ReadLdapRequest(Message(0x60, std::string("\x02\x01\x03", 3) +
                                        Text("ann") + Element(0x80, "horse")));
  ASSERT_TRUE(request);
  EXPECT_EQ(request->id, 7);
  const auto& bind = std::get<BindRequest>(request->operation);
  EXPECT_EQ(bind.name, "ann");
  EXPECT_TRUE(bind.simple);
  EXPECT_EQ(bind.password, "horse");
}

TEST(LdapRequestTest, ReadsABindOfSasl) {
  const auto request = ReadLdapRequest(
      Message(0x60, std::string("\x02\x01\x03", 3) + Text("") +
                        Element(0xa3, Text("GSSAPI") + Text("token"))));
  ASSERT_TRUE(request);
  const auto& bind = std::get<BindRequest>(request->operation);
  EXPECT_FALSE(bind.simple);
  EXPECT_EQ(bind.mechanism, "GSSAPI");
}

TEST(LdapRequestTest, ReadsASearch) {
  const auto request =
      ReadLdapRequest(Search(Element(0xa3, Text("cn") + Text("x"))));
  ASSERT_TRUE(request);
  const auto& search = std::get<SearchRequest>(request->operation);
  EXPECT_EQ(search.base, "DC=corp");
  EXPECT_EQ(search.scope, SearchScope::kSubtree);
  EXPECT_EQ(search.size_limit, 5);
  EXPECT_EQ(ToString(search.filter), "(cn=x)");
  EXPECT_THAT(search.attributes, ElementsAre("keywords", "cn"));
}

TEST(LdapRequestTest, ReadsEveryKindOfFilter) {
  const std::string one = Element(0xa3, Text("a") + Text("b"));
  EXPECT_EQ(FilterOf(Search(Element(0xa0, one + one))), "(&(a=b)(a=b))");
  EXPECT_EQ(FilterOf(Search(Element(0xa1, one))), "(|(a=b))");
  EXPECT_EQ(FilterOf(Search(Element(0xa2, one))), "(!(a=b))");
  EXPECT_EQ(FilterOf(Search(Element(0x87, "a"))), "(a=*)");
  EXPECT_EQ(FilterOf(Search(Element(0xa5, Text("a") + Text("b")))), "(a>=b)");
  EXPECT_EQ(FilterOf(Search(Element(0xa6, Text("a") + Text("b")))), "(a<=b)");
  EXPECT_EQ(FilterOf(Search(Element(0xa8, Text("a") + Text("b")))), "(a~=b)");
  EXPECT_EQ(FilterOf(Search(Element(0xa9, Element(0x82, "a")))), "(?)");
  EXPECT_EQ(FilterOf(Search(Element(
                0xa4, Text("a") + Element(0x30, Element(0x80, "x") +
                                                    Element(0x81, "y") +
                                                    Element(0x82, "z"))))),
            "(a=x*y*z)");
  EXPECT_EQ(FilterOf(Search(
                Element(0xa4, Text("a") + Element(0x30, Element(0x81, "y"))))),
            "(a=*y*)");
}

// Fails if the depth of a filter is that of our stack.
TEST(LdapRequestTest, RefusesAFilterThatIsTooDeep) {
  constexpr int kDeep = 2000;
  std::string filter = Element(0x87, "a");
  for (int i = 0; i < kDeep; ++i) {
    filter = Element(0xa2, filter);
  }
  EXPECT_EQ(FilterOf(Search(filter)), "unreadable");
}

TEST(LdapRequestTest, TellsTheLengthOfAMessage) {
  EXPECT_THAT(MessageLength(""), Optional(0U));
  EXPECT_THAT(MessageLength("\x30"), Optional(0U));
  EXPECT_THAT(MessageLength("\x30\x05"), Optional(7U));
  EXPECT_THAT(MessageLength("\x30\x82\x01"), Optional(0U));
  EXPECT_THAT(MessageLength("\x30\x82\x01\x02"), Optional(4U + 0x102));
}

TEST(LdapRequestTest, RefusesWhatIsNoMessage) {
  EXPECT_FALSE(MessageLength("GET / HTTP/1.1\r\n"));
  EXPECT_FALSE(MessageLength("\x30\x80"));  // Of indefinite length.
  EXPECT_FALSE(MessageLength("\x30\x84\x7f\xff\xff\xff"));  // Far too long.
  EXPECT_FALSE(ReadLdapRequest(Element(0x30, "")));
  EXPECT_FALSE(ReadLdapRequest(Message(0x60, "\x02")));
  EXPECT_EQ(FilterOf(Search(Element(0xa3, "x"))), "unreadable");
}

}  // namespace
}  // namespace fake
