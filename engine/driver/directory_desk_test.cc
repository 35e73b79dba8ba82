// SPDX-License-Identifier: Apache-2.0

#include "driver/directory_desk.h"

#include <gtest/gtest.h>
#include <poll.h>

#include "driver/fakes.h"

namespace autodiscover::driver {
namespace {

using std::chrono::milliseconds;

constexpr core::StepId kFirst{1};

core::SearchDirectory SearchAt(std::string server) {
  return {.server = std::move(server), .limit = milliseconds(3000)};
}

class DirectoryDeskTest : public testing::Test {
 protected:
  DirectoryDesk Desk(DirectoryDesk::Search search = &Tell) {
    return {addresses_, login_, clock_, "/ca.pem", std::move(search)};
  }
  // What reaches the search, as the answer of one.
  static core::Report Tell(const DirectoryQuestion& question) {
    std::string heard = question.username + ":" + question.password.Reveal();
    for (const std::string& address : question.addresses) {
      heard += " " + address;
    }
    return core::DirectoryAnswer{.peer_address = heard + question.ca_file};
  }
  // Waits until the desk has something to say.
  static core::Report Wait(DirectoryDesk& desk) {
    std::vector<Ended> ended;
    desk.Collect(ended);
    while (ended.empty() && !HasFailure()) {
      std::vector<Watched> watched;
      desk.Watch(watched);
      EXPECT_EQ(watched.size(), 1U);
      pollfd entry{.fd = watched.at(0).descriptor, .events = POLLIN};
      EXPECT_EQ(poll(&entry, 1, 10'000), 1);
      desk.Collect(ended);
    }
    return ended.empty() ? core::Report() : ended.front().report;
  }
  static std::string PeerOf(const core::Report& report) {
    const auto* answer = std::get_if<core::DirectoryAnswer>(&report);
    return answer != nullptr ? answer->peer_address : "no answer";
  }
  static core::TransportFailure FailureOf(const core::Report& report) {
    const auto* failure = std::get_if<core::TransportFailure>(&report);
    return failure != nullptr ? *failure : core::TransportFailure{};
  }

  FakeClock clock_;
  FakeResolver resolver_;
  AddressBook addresses_{resolver_, clock_};
  int asked_ = 0;
  Login login_{"ann@corp.test", [this] {
                 ++asked_;
                 return std::string("secret");
               }};
};

// Fails if the search would look up the name again.
TEST_F(DirectoryDeskTest, SearchesAtTheAddressesOfTheName) {
  DirectoryDesk desk = Desk();
  desk.Ask(kFirst, SearchAt("ldap://dc.corp.test"));
  std::vector<Ended> ended;
  desk.Collect(ended);
  EXPECT_TRUE(ended.empty());
  resolver_.Answer("dc.corp.test", {"10.0.0.1", "10.0.0.2"});
  EXPECT_EQ(PeerOf(Wait(desk)), ": 10.0.0.1 10.0.0.2/ca.pem");
  EXPECT_EQ(asked_, 0);
}

TEST_F(DirectoryDeskTest, GivesThePasswordToALoginOnly) {
  DirectoryDesk desk = Desk();
  core::SearchDirectory search = SearchAt("ldap://[2001:db8::1]");
  search.login = true;
  desk.Ask(kFirst, search);
  EXPECT_EQ(PeerOf(Wait(desk)), "ann@corp.test:secret [2001:db8::1]/ca.pem");
}

// Fails if a pointer can lead into the network that this machine is in
// (SEC-03).
TEST_F(DirectoryDeskTest, KeepsToTheAddressesThatAreAllowed) {
  DirectoryDesk desk = Desk();
  core::SearchDirectory search = SearchAt("ldap://dc.corp.test");
  search.widest_address = AddressKind::kPublic;
  desk.Ask(kFirst, search);
  resolver_.Answer("dc.corp.test", {"10.0.0.1", "192.0.2.1"});
  EXPECT_EQ(PeerOf(Wait(desk)), ": 192.0.2.1/ca.pem");

  search.server = "ldap://127.0.0.1";
  desk.Ask(kFirst, search);
  EXPECT_EQ(FailureOf(Wait(desk)).refusal, ErrorCode::kRefusedByPolicy);
}

TEST_F(DirectoryDeskTest, SaysWhatDnsSays) {
  DirectoryDesk desk = Desk();
  desk.Ask(kFirst, SearchAt("ldap://dc.corp.test"));
  for (const Family family : {Family::kIpv4, Family::kIpv6}) {
    resolver_.addresses.at({"dc.corp.test", family})({.why = "NXDOMAIN"});
  }
  const core::TransportFailure failure = FailureOf(Wait(desk));
  EXPECT_EQ(failure.stage, Stage::kDns);
  EXPECT_EQ(failure.reason, "NXDOMAIN");
}

TEST_F(DirectoryDeskTest, RefusesWhatIsNoDirectory) {
  DirectoryDesk desk = Desk();
  desk.Ask(kFirst, SearchAt("https://dc.corp.test"));
  EXPECT_EQ(FailureOf(Wait(desk)).stage, Stage::kPolicy);
}

// Fails if a run waits for a directory that says nothing (SCP-07).
TEST_F(DirectoryDeskTest, GivesUpAtTheDeadline) {
  DirectoryDesk desk = Desk();
  desk.Ask(kFirst, SearchAt("ldap://dc.corp.test"));
  EXPECT_EQ(desk.NextDeadline(core::Timestamp::max()),
            clock_.Now() + milliseconds(3000));
  clock_.Advance(milliseconds(3000));
  const core::TransportFailure failure = FailureOf(Wait(desk));
  EXPECT_TRUE(failure.timed_out);
  EXPECT_EQ(failure.stage, Stage::kDns);
  EXPECT_EQ(desk.NextDeadline(core::Timestamp::max()), core::Timestamp::max());
}

TEST_F(DirectoryDeskTest, ForgetsWhatIsCancelled) {
  DirectoryDesk desk = Desk();
  desk.Ask(kFirst, SearchAt("ldap://192.0.2.1"));
  desk.Cancel(kFirst);
  desk.Ask({2}, SearchAt("ldap://192.0.2.2"));
  EXPECT_EQ(PeerOf(Wait(desk)), ": 192.0.2.2/ca.pem");
}

}  // namespace
}  // namespace autodiscover::driver
