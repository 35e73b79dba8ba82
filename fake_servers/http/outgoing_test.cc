// SPDX-License-Identifier: Apache-2.0
//
// The bytes of odd replies. fake_servers/tests/test_http.py has them read by
// clients that are not ours.

#include "http/outgoing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/test_requests.h"

namespace fake {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Reply With(WireForm wire) {
  Reply reply;
  reply.status = 200;
  reply.headers = {{"X-Is", "there"}};
  reply.body = "body";
  reply.wire = std::move(wire);
  return reply;
}

Outgoing Composed(WireForm wire, const Request& request = Get("/")) {
  return Compose(With(std::move(wire)), request, false);
}

TEST(OutgoingTest, MostRepliesAreForALibrary) {
  EXPECT_TRUE(IsOrdinary(With({})));
  EXPECT_TRUE(IsOrdinary(With({.interim = {103}})));
  EXPECT_TRUE(IsOrdinary(With({.encoding = Encoding::kGzip})));
  EXPECT_FALSE(IsOrdinary(With({.version = "1.0"})));
  Reply garbage = With({});
  garbage.fault = Garbage{10};
  EXPECT_FALSE(IsOrdinary(garbage));
}

TEST(OutgoingTest, ChunksKeepTheConnection) {
  const Outgoing out = Composed({.framing = BodyFraming::kChunked});
  EXPECT_THAT(out.bytes, StartsWith("HTTP/1.1 200 OK\r\nX-Is: there\r\n"));
  EXPECT_THAT(out.bytes, EndsWith("2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"));
  EXPECT_THAT(out.bytes, Not(HasSubstr("Content-Length")));
  EXPECT_FALSE(out.closes);
}

TEST(OutgoingTest, WhatIsNoFramingNeedsTheEnd) {
  for (const BodyFraming framing :
       {BodyFraming::kClose, BodyFraming::kBrokenChunk,
        BodyFraming::kUnfinishedChunks, BodyFraming::kLengthTooSmall,
        BodyFraming::kLengthTooLarge, BodyFraming::kTwoLengths,
        BodyFraming::kNoNumber}) {
    EXPECT_TRUE(Composed({.framing = framing}).closes);
  }
}

TEST(OutgoingTest, AHeadIsAllThatHeadGets) {
  Request request = Get("/");
  request.method = "HEAD";
  for (const std::uint64_t stream : {0U, 1000U}) {
    const Outgoing out =
        Composed({.version = "1.0", .stream = stream}, request);
    EXPECT_THAT(out.bytes, EndsWith("\r\n\r\n"));
    EXPECT_EQ(out.stream, 0U);
  }
}

TEST(OutgoingTest, TheScenariosOwnLengthIsNotSaidTwice) {
  Reply reply = With({.many_headers = 1});
  reply.headers = {{"content-length", "7"}};
  EXPECT_THAT(Compose(reply, Get("/"), false).bytes,
              Not(HasSubstr("Content-Length")));
}

TEST(OutgoingTest, AStreamIsHeldNowhere) {
  const Outgoing out = Composed({.stream = 1ULL << 40});
  EXPECT_THAT(out.bytes, HasSubstr("Content-Length: 1099511627776\r\n"));
  EXPECT_EQ(out.bytes.size(), out.head_size);
  EXPECT_EQ(out.stream, 1ULL << 40);
}

TEST(OutgoingTest, CompressionIsForThoseWhoAskUnlessItIsAFault) {
  Reply reply = With({.encoding = Encoding::kGzip});
  Encode(Get("/"), reply);
  EXPECT_EQ(reply.body, "body");
  Request asks = Get("/");
  asks.headers.emplace_back("accept-encoding", "br, GZIP");
  Encode(asks, reply);
  EXPECT_THAT(reply.body, StartsWith("\x1f\x8b"));
  EXPECT_EQ(FindHeader(reply.headers, "Content-Encoding"), "gzip");
}

}  // namespace
}  // namespace fake
