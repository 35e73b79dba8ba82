// SPDX-License-Identifier: Apache-2.0
//
// What an administrator is told of a failure: what it counts as, who can mend
// it, and by which rule.

#include "core/words.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::core {
namespace {

using ::testing::HasSubstr;

const Url kUrl{.scheme = "https", .host = "mail.corp.test", .port = 8443};

struct Case {
  TransportFailure failure;
  ErrorCode counts_as = ErrorCode::kNotFound;
  Stage stage = Stage::kConnect;
  Mender mender = Mender::kNetwork;
  std::string rule;
  std::string reason;  // A part of it.
};

void ExpectWords(const Case& one) {
  SCOPED_TRACE(one.reason);
  const Ending ending = TransportEnding(one.failure, kUrl);
  EXPECT_EQ(ending.failure, one.counts_as);
  EXPECT_EQ(ending.stage, one.stage);
  ASSERT_TRUE(ending.cause);
  EXPECT_EQ(ending.cause->mender, one.mender);
  EXPECT_EQ(ending.cause->rule, one.rule);
  EXPECT_THAT(ending.reason, HasSubstr(one.reason));
  EXPECT_FALSE(ending.advice.empty());
}

TEST(TransportEnding, TellsWhereItBroke) {
  ExpectWords({.failure = {.stage = Stage::kDns, .reason = "no such name"},
               .stage = Stage::kDns,
               .mender = Mender::kDns,
               .rule = "LOC-01",
               .reason = "mail.corp.test could not be looked up: no such "
                         "name"});
  ExpectWords({.failure = {.stage = Stage::kConnect, .reason = "refused"},
               .rule = "LOC-03",
               .reason = "no connection to mail.corp.test on port 8443: "
                         "refused"});
  ExpectWords({.failure = {.stage = Stage::kTls, .bad_certificate = true},
               .counts_as = ErrorCode::kTlsFailed,
               .stage = Stage::kTls,
               .mender = Mender::kCertificate,
               .rule = "TLS-01",
               .reason = "no trusted connection to mail.corp.test"});
  ExpectWords({.failure = {.stage = Stage::kTls, .reason = "no version"},
               .counts_as = ErrorCode::kTlsFailed,
               .stage = Stage::kTls,
               .mender = Mender::kWebServer,
               .rule = "TLS-05",
               .reason = "mail.corp.test: no version"});
  ExpectWords({.failure = {.stage = Stage::kHttp},
               .counts_as = ErrorCode::kServerError,
               .stage = Stage::kHttp,
               .mender = Mender::kWebServer,
               .rule = "ERR-09",
               .reason = "gave no complete answer"});
}

// Fails if a port that is silent, and one that speaks something else than TLS,
// are taken for a certificate that is bad.
TEST(TransportEnding, TellsSilenceFromFailure) {
  ExpectWords({.failure = {.stage = Stage::kConnect, .timed_out = true},
               .rule = "TIME-02",
               .reason = "no connection to mail.corp.test"});
  ExpectWords({.failure = {.stage = Stage::kTls, .timed_out = true},
               .counts_as = ErrorCode::kNotFound,
               .stage = Stage::kTls,
               .mender = Mender::kWebServer,
               .rule = "TIME-02",
               .reason = "no protected session was made in time"});
  ExpectWords({.failure = {.stage = Stage::kHttp, .timed_out = true},
               .counts_as = ErrorCode::kServerError,
               .stage = Stage::kHttp,
               .mender = Mender::kWebServer,
               .rule = "TIME-02",
               .reason = "did not answer in time"});
}

TEST(TransportEnding, TellsThatTheAnswerWasTooLarge) {
  ExpectWords({.failure = {.stage = Stage::kHttp, .too_large = true},
               .counts_as = ErrorCode::kServerError,
               .stage = Stage::kHttp,
               .mender = Mender::kWebServer,
               .rule = "SEC-02",
               .reason = "mail.corp.test sent more than is accepted"});
}

TEST(TransportEnding, TellsWhatThisProgramRefused) {
  ExpectWords({.failure = {.refusal = ErrorCode::kRefusedByPolicy,
                           .reason = "That host is private."},
               .counts_as = ErrorCode::kRefusedByPolicy,
               .stage = Stage::kPolicy,
               .mender = Mender::kClient,
               .rule = "SEC-03",
               .reason = "That host is private."});
  ExpectWords({.failure = {.refusal = ErrorCode::kAuthenticationFailed,
                           .reason = "The name is too long."},
               .counts_as = ErrorCode::kAuthenticationFailed,
               .stage = Stage::kPolicy,
               .mender = Mender::kClient,
               .rule = "AUTH-17",
               .reason = "The name is too long."});
}

// SEC-07. Fails if a server can write on the administrator's terminal.
TEST(Endings, QuoteServerTextSafely) {
  const std::string bad = "x\x1B[31m";
  const std::vector<Ending> all = {
      TransportEnding({.stage = Stage::kHttp, .reason = bad}, kUrl),
      ErrorEnding({.code = bad, .message = bad}, kUrl),
      UnsafeUrlEnding(kUrl, "EWS", bad),
      NoTicketEnding({.no_ticket = NoTicket::kUnavailable, .reason = bad},
                     kUrl)};
  for (const Ending& ending : all) {
    EXPECT_EQ(ending.reason.find('\x1B'), std::string::npos) << ending.reason;
    EXPECT_THAT(ending.reason, HasSubstr("[31m"));
  }
}

TEST(StatusEnding, TellsAbsenceFromTrouble) {
  for (const int status : {404, 405, 410, 501}) {
    EXPECT_EQ(StatusEnding(status, kUrl).failure, ErrorCode::kNotFound);
  }
  for (const int status : {400, 403, 500, 502, 503}) {
    EXPECT_EQ(StatusEnding(status, kUrl).failure, ErrorCode::kServerError);
  }
  EXPECT_THAT(StatusEnding(503, kUrl).advice, HasSubstr("later"));
  EXPECT_THAT(StatusEnding(403, kUrl).advice, HasSubstr("lets through"));
}

TEST(ErrorEnding, SaysWhatACodeMeansAndWhoCanMendIt) {
  const Ending known = ErrorEnding({.code = "InvalidUser"}, kUrl);
  EXPECT_THAT(known.reason, HasSubstr("does not know this address"));
  EXPECT_EQ(known.cause->mender, Mender::kAccount);
  EXPECT_EQ(known.cause->rule, "ERR-03");
  const Ending ours = ErrorEnding({.code = "600"}, kUrl);
  EXPECT_EQ(ours.cause->mender, Mender::kClient);
  EXPECT_EQ(ours.cause->rule, "ERR-06");
  const Ending unknown = ErrorEnding({.code = "777", .message = "hm"}, kUrl);
  EXPECT_EQ(unknown.reason, "mail.corp.test answered with error 777 (\"hm\")");
  EXPECT_EQ(unknown.cause->mender, Mender::kExchange);
}

}  // namespace
}  // namespace autodiscover::core
