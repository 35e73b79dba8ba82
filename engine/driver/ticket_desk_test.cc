// SPDX-License-Identifier: Apache-2.0

#include "driver/ticket_desk.h"

#include <future>

#include <gtest/gtest.h>
#include <poll.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using std::chrono::milliseconds;

constexpr core::StepId kFirst{1};

class TicketDeskTest : public testing::Test {
 protected:
  [[nodiscard]] core::Timestamp In(int ms) const {
    return clock_.Now() + milliseconds(ms);
  }
  // Waits until the desk has something to say.
  static std::vector<TicketDesk::Ended> Wait(TicketDesk& desk) {
    std::vector<TicketDesk::Ended> ended;
    while (ended.empty()) {
      std::vector<Watched> watched;
      desk.Watch(watched);
      if (watched.size() == 1) {
        pollfd entry{.fd = watched[0].descriptor, .events = POLLIN};
        EXPECT_EQ(poll(&entry, 1, 10'000), 1);
      }
      ended = desk.Collect();
      if (testing::Test::HasFailure()) {
        break;
      }
    }
    return ended;
  }

  FakeClock clock_;
  int asked_ = 0;
  Login login_{"ann@corp.test", [this] {
                 ++asked_;
                 return std::string("secret");
               }};
};

// Fails if a person who has a ticket is asked for a password.
TEST_F(TicketDeskTest, TakesTheTicketsFirst) {
  TicketDesk desk(Kerberos{.ticket_cache = "FILE:/cache"}, login_, clock_,
                  [](const TicketRequest& request) -> Result<Secret> {
                    return Secret(request.host + *request.cache);
                  });
  desk.Ask(kFirst, "corp.test", In(1000));
  const auto ended = Wait(desk);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].header->Reveal(), "corp.testFILE:/cache");
  EXPECT_EQ(asked_, 0);
}

TEST_F(TicketDeskTest, TakesThePasswordWhenTheTicketsAreNoUse) {
  TicketDesk desk(Kerberos{.ticket_cache = ""}, login_, clock_,
                  [](const TicketRequest& request) -> Result<Secret> {
                    if (request.cache) {
                      return Fail(ErrorCode::kNotFound, "expired");
                    }
                    return Secret(request.username + request.password.Reveal());
                  });
  desk.Ask(kFirst, "corp.test", In(1000));
  EXPECT_EQ(Wait(desk).at(0).header->Reveal(), "ann@corp.testsecret");
}

// Fails if tickets are used that the caller said nothing of (AUTH-11).
TEST_F(TicketDeskTest, LeavesTheTicketsAloneUnlessTold) {
  TicketDesk desk(Kerberos{}, login_, clock_,
                  [](const TicketRequest& request) -> Result<Secret> {
                    return Secret(request.cache ? "ticket" : "password");
                  });
  desk.Ask(kFirst, "corp.test", In(1000));
  EXPECT_EQ(Wait(desk).at(0).header->Reveal(), "password");
}

TEST_F(TicketDeskTest, HasNothingWhenItIsNotTurnedOn) {
  TicketDesk desk({}, login_, clock_);
  desk.Ask(kFirst, "corp.test", In(1000));
  EXPECT_FALSE(Wait(desk).at(0).header);
}

// Fails if a run waits for a KDC that says nothing.
TEST_F(TicketDeskTest, GivesUpAtTheDeadline) {
  std::promise<void> end;
  TicketDesk desk(Kerberos{}, login_, clock_,
                  [ended = end.get_future().share()](
                      const TicketRequest&) -> Result<Secret> {
                    ended.wait();
                    return Secret("late");
                  });
  desk.Ask(kFirst, "corp.test", In(1000));
  EXPECT_EQ(desk.NextDeadline(In(5000)), In(1000));
  clock_.Advance(milliseconds(1000));
  const auto ended = desk.Collect();
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].header.error().code, ErrorCode::kNotFound);
  end.set_value();
  EXPECT_TRUE(desk.Collect().empty());
}

// No realm can be guessed from such a name (AUTH-17).
TEST(KerberosTokenTest, NeedsANameWithADomain) {
  const auto token = KerberosToken(
      {.host = "corp.test", .username = "CORP\\ann", .password = {}});
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace autodiscover::driver
