// SPDX-License-Identifier: Apache-2.0

#include "http/matching.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/test_requests.h"

namespace fake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MatchingTest : public ::testing::Test {
 protected:
  std::vector<std::string> Compare(const Match& match) {
    return Differences(match, candidate_);
  }

  Request request_ = PostTo("/autodiscover/autodiscover.xml", PoxRequestText());
  Asked asked_ = ReadAsked(request_);
  std::string login_ = "corp\\ann";
  Board board_;
  Candidate candidate_ = {
      .request = request_, .asked = asked_, .login = login_, .board = board_};
};

TEST_F(MatchingTest, AMatchOfNothingCoversAutodiscover) {
  EXPECT_THAT(Compare({}), IsEmpty());
}

TEST_F(MatchingTest, EachFieldHasItsDifference) {
  EXPECT_THAT(
      Compare({.method = "PUT",
               .path = "/x",
               .path_exact = true,
               .protocol = "soap",
               .headers = {{"X-A", "b"}},
               .body = "not there"}),
      ElementsAre("path: /x is wanted, in this case", "method: PUT is wanted",
                  "protocol: soap is wanted, pox was sent",
                  "header X-A: b is wanted, none was sent",
                  "body: `not there` is not in it"));
}

TEST_F(MatchingTest, AnAccountIsTheAddressOrTheLogin) {
  EXPECT_THAT(Compare({.account = "ANN@corp.test"}), IsEmpty());
  EXPECT_THAT(Compare({.account = "CORP\\ann"}), IsEmpty());
  EXPECT_THAT(Compare({.account = "bob@corp.test"}),
              ElementsAre("account: bob@corp.test is wanted"));
}

TEST_F(MatchingTest, ALoginIsClaimedByBasicDigestOrTheConnection) {
  EXPECT_EQ(ClaimedLogin(request_, "CORP\\ann"), "CORP\\ann");
  // bob@corp.test:x
  request_.headers = {{"Authorization", "Basic Ym9iQGNvcnAudGVzdDp4"}};
  EXPECT_EQ(ClaimedLogin(request_, ""), "bob@corp.test");
  request_.headers = {{"authorization", "digest uri=x, username=\"eve\", a=b"}};
  EXPECT_EQ(ClaimedLogin(request_, ""), "eve");
}

TEST_F(MatchingTest, FlagsAreWhatWasSetLast) {
  const Match moved = {.when = {{"state", "moved"}}};
  EXPECT_THAT(Compare({.when = {{"state", ""}}}), IsEmpty());
  EXPECT_THAT(
      Compare(moved),
      ElementsAre("when.state: `moved` is wanted, and it is not set so"));
  board_.Set({{"state", "moved"}});
  EXPECT_THAT(Compare(moved), IsEmpty());
  board_.Set({{"state", "back"}});
  EXPECT_EQ(Compare(moved).size(), 1U);
}

TEST_F(MatchingTest, RepliesAreCountedByHostAndStatus) {
  const Match second = {
      .after = AfterReplies{.host = "a.test", .status = 401, .count = 2}};
  const Match any = {.after = AfterReplies{.host = "a.test", .count = 2}};
  board_.CountReply("a.test", 401);
  board_.CountReply("a.test", 200);
  board_.CountReply("b.test", 401);
  EXPECT_THAT(Compare(any), IsEmpty());
  EXPECT_THAT(Compare(second),
              ElementsAre("after: a.test has not sent so many replies yet"));
  board_.CountReply("a.test", 401);
  EXPECT_THAT(Compare(second), IsEmpty());
}

TEST_F(MatchingTest, TheNearestRuleHasTheFewestDifferences) {
  Route far;
  far.match = {.method = "PUT", .path = "/x"};
  Route near;
  near.match = {.method = "GET"};
  const Unmatched found = FindNearest({far, near, far}, candidate_);
  EXPECT_EQ(found.nearest, "routes[1]");
  EXPECT_EQ(found.difference, "method: GET is wanted");
  EXPECT_EQ(FindNearest({}, candidate_).difference,
            "the service has no answer and no routes");
}

// Fails if a wait is for ever, or ends before its time.
TEST(BoardTest, AWaitEndsWithTheRequestTheLimitOrTheWorld) {
  using std::chrono::hours;
  using std::chrono::milliseconds;
  Board board;
  board.CountRequest("a.test");
  board.WaitForRequests("a.test", 1, hours(1));
  const auto begin = std::chrono::steady_clock::now();
  board.WaitForRequests("a.test", 2, milliseconds(5));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(5));
  board.Stop();
  board.WaitForRequests("a.test", 2, hours(1));
}

}  // namespace
}  // namespace fake
