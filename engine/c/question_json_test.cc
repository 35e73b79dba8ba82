// SPDX-License-Identifier: Apache-2.0

#include "c/question_json.h"

#include <gtest/gtest.h>

namespace autodiscover::c {
namespace {

TEST(QuestionJsonTest, HasEveryField) {
  EXPECT_EQ(ToJson(BearerChallenge{.host = "h.test",
                                   .authorization_uri = "https://a.test/\xFF",
                                   .tenant = "t",
                                   .client_id = "c",
                                   .realm = "r"}),
            "{\"host\":\"h.test\",\"authorization_uri\":\"https://a.test/"
            "\xEF\xBF\xBD\",\"tenant\":\"t\",\"client_id\":\"c\","
            "\"realm\":\"r\"}");
  EXPECT_EQ(ToJson(ConsentQuestion{.mail_domain = "corp.test",
                                   .host = "far.test",
                                   .port = 444,
                                   .reason = "why"}),
            R"({"mail_domain":"corp.test","host":"far.test","port":444,)"
            R"("reason":"why"})");
}

}  // namespace
}  // namespace autodiscover::c
