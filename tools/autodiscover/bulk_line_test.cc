// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/bulk_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::tools {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string WhatIsWrong(std::string_view text) {
  const Result<BulkLine> line = ReadBulkLine(text);
  return line ? "nothing" : line.error().message;
}

TEST(BulkLineTest, ReadsAddressAndAccount) {
  EXPECT_EQ(*ReadBulkLine(R"({"address": "ann@corp.test"})"),
            (BulkLine{.address = "ann@corp.test", .account = ""}));
  EXPECT_EQ(
      *ReadBulkLine(R"({"id": 7, "address": "b@c.test", "account": "C\\b"})"),
      (BulkLine{.address = "b@c.test", .account = "C\\b"}));
}

TEST(BulkLineTest, SaysWhatIsWrong) {
  EXPECT_THAT(WhatIsWrong("ann@corp.test"), HasSubstr("not JSON"));
  EXPECT_THAT(WhatIsWrong("{\"address\": \"a"), HasSubstr("not JSON"));
  EXPECT_THAT(WhatIsWrong("[1]"), HasSubstr("not a JSON object"));
  EXPECT_THAT(WhatIsWrong("{}"), HasSubstr("\"address\" is missing"));
  EXPECT_THAT(WhatIsWrong(R"({"address": 7})"), HasSubstr("not a text"));
  EXPECT_THAT(WhatIsWrong(R"({"address": "a@b.c", "account": []})"),
              HasSubstr("\"account\" is not a text"));
}

// Fails if a password in the file is used, or repeated in a message.
TEST(BulkLineTest, RefusesASecret) {
  const std::string why =
      WhatIsWrong(R"({"address": "a@b.test", "password": "hunter2"})");
  EXPECT_THAT(why, HasSubstr("--password-stdin"));
  EXPECT_THAT(why, Not(HasSubstr("hunter2")));
  EXPECT_THAT(WhatIsWrong(R"({"password": "hunter2)"),
              Not(HasSubstr("hunter2")));
}

TEST(BulkLineTest, WritesOneLineThatItCanReadAgain) {
  Outcome outcome;
  outcome.error = Error{.code = ErrorCode::kNotFound, .message = "no\nthing"};
  const std::string line = WriteBulkLine(12, "\"a\"@corp.test", outcome);
  EXPECT_THAT(line,
              StartsWith(R"({"line":12,"asked":"\"a\"@corp.test","schema":)"));
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const auto done = ReadDoneLine(line);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->number, 12U);
  EXPECT_EQ(done->address, "\"a\"@corp.test");
}

TEST(BulkLineTest, KnowsWhatIsNoneOfItsLines) {
  for (const char* text :
       {"", "{", "[]", "{\"line\": 1", "{\"asked\": \"a\", \"line\": 1}",
        "{\"line\": -1, \"asked\": \"a\"}", "{\"line\": {\"line\": 1}}",
        "{\"found\": true}"}) {
    EXPECT_FALSE(ReadDoneLine(text)) << text;
  }
}

}  // namespace
}  // namespace autodiscover::tools
