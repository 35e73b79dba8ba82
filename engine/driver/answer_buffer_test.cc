// SPDX-License-Identifier: Apache-2.0

#include "driver/answer_buffer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::driver {
namespace {

using testing::ElementsAre;
using testing::Pair;

AnswerBuffer NewBuffer() {
  return AnswerBuffer(
      {.body_bytes_max = 10, .header_bytes_max = 100, .headers_max = 3});
}

TEST(AnswerBufferTest, KeepsHeadersInOrderAndTheBody) {
  AnswerBuffer buffer = NewBuffer();
  EXPECT_FALSE(buffer.started());
  EXPECT_TRUE(buffer.AddHeaderLine("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(buffer.AddHeaderLine("A: 1\r\n"));
  EXPECT_TRUE(buffer.AddHeaderLine("b:2 \r\n"));
  EXPECT_TRUE(buffer.AddHeaderLine("\r\n"));
  EXPECT_TRUE(buffer.AddBody("hello"));
  EXPECT_TRUE(buffer.started());
  const core::HttpAnswer answer = buffer.Take(200, "192.0.2.1");
  EXPECT_THAT(answer.headers, ElementsAre(Pair("A", "1"), Pair("b", "2")));
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.peer_address, "192.0.2.1");
}

TEST(AnswerBufferTest, ForgetsAnInterimAnswer) {
  AnswerBuffer buffer = NewBuffer();
  for (const char* line : {"HTTP/1.1 103 Early Hints\r\n", "Link: x\r\n",
                           "\r\n", "HTTP/1.1 404 No\r\n", "A: 1\r\n", "\r\n"}) {
    EXPECT_TRUE(buffer.AddHeaderLine(line));
  }
  EXPECT_THAT(buffer.Take(404, "").headers, ElementsAre(Pair("A", "1")));
}

TEST(AnswerBufferTest, JoinsAFoldedHeader) {
  AnswerBuffer buffer = NewBuffer();
  EXPECT_TRUE(buffer.AddHeaderLine("HTTP/1.1 401 No\r\n"));
  EXPECT_TRUE(buffer.AddHeaderLine("WWW-Authenticate: Basic\r\n"));
  EXPECT_TRUE(buffer.AddHeaderLine("\trealm=\"x\"\r\n"));
  EXPECT_THAT(buffer.Take(401, "").headers,
              ElementsAre(Pair("WWW-Authenticate", "Basic realm=\"x\"")));
}

TEST(AnswerBufferTest, DropsTrailersAndLinesThatAreNoHeader) {
  AnswerBuffer buffer = NewBuffer();
  EXPECT_TRUE(buffer.AddHeaderLine("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(buffer.AddHeaderLine("no colon\r\n"));
  EXPECT_FALSE(buffer.header_complete());
  EXPECT_TRUE(buffer.AddHeaderLine("\r\n"));
  EXPECT_TRUE(buffer.header_complete());
  EXPECT_TRUE(buffer.AddBody("x"));
  EXPECT_TRUE(buffer.AddHeaderLine("Late: 1\r\n"));
  EXPECT_TRUE(buffer.Take(200, "").headers.empty());
}

// Fails if a body can grow past its bound before anyone looks.
TEST(AnswerBufferTest, StopsABodyAtItsBound) {
  AnswerBuffer buffer = NewBuffer();
  EXPECT_TRUE(buffer.AddBody("0123456789"));
  EXPECT_FALSE(buffer.too_large());
  EXPECT_FALSE(buffer.AddBody("x"));
  EXPECT_TRUE(buffer.too_large());
  EXPECT_EQ(buffer.Take(200, "").body.size(), 10U);
}

TEST(AnswerBufferTest, StopsHeadersAtTheirBounds) {
  AnswerBuffer long_line = NewBuffer();
  EXPECT_FALSE(long_line.AddHeaderLine("A: " + std::string(100, 'x')));
  EXPECT_TRUE(long_line.too_large());

  AnswerBuffer many = NewBuffer();
  EXPECT_TRUE(many.AddHeaderLine("A: 1\r\n"));
  EXPECT_TRUE(many.AddHeaderLine("A: 2\r\n"));
  EXPECT_TRUE(many.AddHeaderLine("A: 3\r\n"));
  EXPECT_FALSE(many.AddHeaderLine("A: 4\r\n"));
}

// Fails if endless interim answers are free.
TEST(AnswerBufferTest, CountsInterimAnswersToo) {
  AnswerBuffer buffer = NewBuffer();
  bool more = true;
  for (int i = 0; i < 10 && more; ++i) {
    more = buffer.AddHeaderLine("HTTP/1.1 100 Continue\r\n");
  }
  EXPECT_FALSE(more);
}

}  // namespace
}  // namespace autodiscover::driver
