// SPDX-License-Identifier: Apache-2.0

#include "client/remembering.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace autodiscover::client {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::ElementsAre;

const CacheTime kNow{seconds(1'000'000)};

Outcome Found(const std::string& url) {
  Outcome outcome;
  outcome.settings = Settings{};
  outcome.url = url;
  outcome.protocol = Protocol::kSoap;
  outcome.trust = TrustPath::kSrv;
  outcome.login = AuthScheme::kBasic;
  outcome.address = "ann@corp.test";
  return outcome;
}

Outcome Failed(ErrorCode code) {
  Outcome outcome;
  outcome.error = Error{.code = code, .message = "m"};
  return outcome;
}

class RememberingTest : public testing::Test {
 protected:
  RememberingTest() {
    request_.address = "ann@corp.test";
    request_.cache = MakeMemoryCache();
  }
  // Runs with `outcome` as the network's answer; notes what was asked first.
  Outcome Run(const Outcome& outcome, CacheTime now = kNow) {
    return DiscoverRemembering(request_, now, [&](const Request& asked) {
      const auto& known = asked.policy.last_good;
      asked_.push_back(known ? known->url : "-");
      if (known) {
        EXPECT_EQ(known->protocol, Protocol::kSoap);
        EXPECT_EQ(known->trust, TrustPath::kSrv);
        EXPECT_EQ(known->login, AuthScheme::kBasic);
      }
      return outcome;
    });
  }

  Request request_;
  std::vector<std::string> asked_;
};

TEST_F(RememberingTest, AsksTheEndpointOfLastTimeFirst) {
  Run(Found("https://a.test/"));
  Run(Found("https://a.test/"));
  Run(Found("https://a.test/"), kNow + hours(48));
  EXPECT_THAT(asked_, ElementsAre("-", "https://a.test/", "-"));
}

TEST_F(RememberingTest, PutsWhatTheLadderFoundInThePlaceOfADeadEndpoint) {
  Run(Found("https://a.test/"));
  Run(Found("https://b.test/"));
  Run(Found("https://b.test/"));
  EXPECT_THAT(asked_, ElementsAre("-", "https://a.test/", "https://b.test/"));
}

TEST_F(RememberingTest, KeepsTheOldEndpointWhenAllHasFailed) {
  Run(Found("https://a.test/"));
  Run(Failed(ErrorCode::kNotFound));
  Run(Failed(ErrorCode::kServerError));
  Run(Found("https://a.test/"));
  EXPECT_THAT(asked_, ElementsAre("-", "https://a.test/", "https://a.test/",
                                  "https://a.test/"));
}

TEST_F(RememberingTest, ForgetsAnEndpointThatSentToAnotherMailbox) {
  Run(Found("https://a.test/"));
  Outcome moved = Found("https://b.test/");
  moved.address = "ann@cloud.test";
  Run(moved);
  Run(moved);
  EXPECT_THAT(asked_, ElementsAre("-", "https://a.test/", "-"));
}

TEST_F(RememberingTest, DoesNotLookAgainAtOnceWhereNothingWas) {
  Run(Failed(ErrorCode::kNotFound));
  const Outcome again = Run(Failed(ErrorCode::kNotFound), kNow + seconds(59));
  EXPECT_EQ(asked_.size(), 1U);
  ASSERT_TRUE(again.error);
  EXPECT_EQ(again.error->code, ErrorCode::kNotFound);
  Run(Failed(ErrorCode::kNotFound), kNow + seconds(60));
  EXPECT_EQ(asked_.size(), 2U);
  request_.cache_limits.negative = seconds(0);
  Run(Failed(ErrorCode::kNotFound), kNow + seconds(61));
  EXPECT_EQ(asked_.size(), 3U);
}

// Fails if answers about other mailboxes are lost for a minute.
TEST_F(RememberingTest, LooksAgainWhereOthersAreAskedAbout) {
  request_.policy.wanted.users = {"bob@corp.test"};
  Run(Failed(ErrorCode::kNotFound));
  Run(Failed(ErrorCode::kNotFound));
  EXPECT_EQ(asked_.size(), 2U);
}

TEST_F(RememberingTest, AsksForAConsentOnce) {
  int questions = 0;
  request_.consent = [&questions](const ConsentQuestion& question) {
    ++questions;
    return question.host == "h.test";
  };
  const auto ask = [this](const std::string& host) {
    bool answer = false;
    static_cast<void>(
        DiscoverRemembering(request_, kNow, [&](const Request& asked) {
          answer = asked.consent(
              {.mail_domain = "corp.test", .host = host, .reason = "r"});
          return Failed(ErrorCode::kRefusedByPolicy);
        }));
    return answer;
  };
  EXPECT_TRUE(ask("h.test"));
  EXPECT_TRUE(ask("h.test"));
  EXPECT_EQ(questions, 1);
  EXPECT_FALSE(ask("other.test"));
  EXPECT_FALSE(ask("other.test"));
  EXPECT_EQ(questions, 3);
}

TEST_F(RememberingTest, IsTheRunAloneWithoutACacheOrAnAddress) {
  request_.cache = nullptr;
  Run(Found("https://a.test/"));
  Run(Found("https://a.test/"));
  request_.cache = MakeMemoryCache();
  request_.address = "nobody";
  Run(Failed(ErrorCode::kInvalidAddress));
  EXPECT_THAT(asked_, ElementsAre("-", "-", "-"));
}

}  // namespace
}  // namespace autodiscover::client
