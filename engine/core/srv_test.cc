// SPDX-License-Identifier: Apache-2.0
//
// SRV records: which are used, in which order, and what else DNS may say.

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "codec/test_bodies.h"
#include "core/scripted_run.h"
#include "core/srv_order.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;

Script Srv(std::string name, Report report, std::vector<Line> then,
           std::string outcome, Policy policy = Only(Source::kSrv)) {
  then.insert(then.begin(), {kSrv, std::move(report)});
  return {.name = std::move(name),
          .lines = std::move(then),
          .outcome = std::move(outcome),
          .policy = std::move(policy)};
}

Policy SrvWithConsent(std::string host) {
  Policy policy = Only(Source::kSrv);
  policy.consented_hosts = {std::move(host)};
  return policy;
}

Policy OneRecord() {
  Policy policy = Only(Source::kSrv);
  policy.srv_records_max = 1;
  return policy;
}

class SrvRecords : public ::testing::TestWithParam<Script> {};
TEST_P(SrvRecords, Plays) { Play(GetParam()); }

std::string NameOf(const ::testing::TestParamInfo<Script>& info) {
  return info.param.name;
}

Line MailAnswers() { return {Post("mail.corp.test"), Ok(PoxSettings(kEws))}; }

INSTANTIATE_TEST_SUITE_P(
    Uses, SrvRecords,
    ::testing::Values(
        Srv("FinalDot", Records({{0, 0, 443, "mail.corp.test."}}),
            {MailAnswers()}, std::string(kFoundEws)),
        Srv("LowestPriority",
            Records({{10, 100, 443, "old.corp.test"},
                     {0, 0, 443, "mail.corp.test"}}),
            {MailAnswers()}, std::string(kFoundEws)),
        Srv("NextWhenOneFails",
            Records({{10, 0, 443, "mail.corp.test"},
                     {0, 0, 443, "old.corp.test"}}),
            {{Post("old.corp.test"), Refused()}, MailAnswers()},
            std::string(kFoundEws)),
        Srv("OtherPort", Records({{0, 0, 8443, "mail.corp.test"}}),
            {{"POST https://mail.corp.test:8443/autodiscover/autodiscover.xml",
              NotThere()}},
            "failed not_found"),
        Srv("EachOnce",
            Records({{0, 0, 443, "mail.corp.test"},
                     {0, 0, 443, "MAIL.corp.test."}}),
            {{Post("mail.corp.test"), NotThere()}}, "failed not_found"),
        Srv("NoMoreThanTheBound",
            Records({{0, 0, 443, "mail.corp.test"},
                     {1, 0, 443, "old.corp.test"}}),
            {{Post("mail.corp.test"), NotThere()}}, "failed not_found",
            OneRecord()),
        Srv("GoodOneAmongBad",
            Records({{0, 0, 443, "not a host"},
                     {0, 0, 443, "10.0.0.5"},
                     {0, 0, 80, "plain.corp.test"},
                     {5, 0, 443, "mail.corp.test"}}),
            {MailAnswers()}, std::string(kFoundEws)),
        Srv("StrangerWithConsent", Records({{0, 0, 443, "hoster.test"}}),
            {{Post("hoster.test"), Ok(PoxSettings(kEws))}},
            std::string(kFoundEws), SrvWithConsent("hoster.test"))),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    DoesNotUse, SrvRecords,
    ::testing::Values(Srv("Dot", Records({{0, 0, 443, "."}}), {},
                          "failed not_found"),
                      Srv("Port80", Records({{0, 0, 80, "mail.corp.test"}}), {},
                          "failed not_found"),
                      Srv("MailPort", Records({{0, 0, 25, "mail.corp.test"}}),
                          {}, "failed refused_by_policy"),
                      Srv("Stranger", Records({{0, 0, 443, "evil.test"}}), {},
                          "failed refused_by_policy"),
                      Srv("Nothing", Records({}), {}, "failed not_found")),
    NameOf);

// Fails if an administrator cannot tell a broken name server from a missing
// record (SRV-11).
TEST(SrvFailure, SaysWhichKind) {
  const auto reason = [](Report report) {
    return Play(Srv("Why", std::move(report), {}, "failed not_found"))
        .attempts.front()
        .reason;
  };
  std::set<std::string> reasons;
  for (const char* why : {"NXDOMAIN", "NODATA"}) {
    reasons.insert(reason(SrvAnswer{.why = why}));
  }
  for (const char* why : {"SERVFAIL", "timed out"}) {
    reasons.insert(reason(SrvAnswer{.why = why, .failed = true}));
  }
  EXPECT_EQ(reasons.size(), 4U);
}

// Fails if a driver that reports something else brings the run to a stand.
TEST(SrvFailure, IsWhateverIsNoAnswerOfDns) {
  const auto reason = [](Report report) {
    return Play(Srv("Other", std::move(report), {}, "failed not_found"))
        .attempts.front()
        .reason;
  };
  EXPECT_EQ(reason(TransportFailure{.reason = "no answer"}),
            "the DNS server gave no answer: no answer");
  EXPECT_EQ(reason(HttpAnswer{.status = 200}), "the DNS server gave no answer");
}

// How often the record of weight `heavy` comes before that of weight `light`.
int HeavyFirst(std::uint16_t heavy, std::uint16_t light) {
  int first = 0;
  Random random(7);
  for (int run = 0; run < 1000; ++run) {
    const std::vector<SrvRecord> ordered = OrderSrvRecords(
        {{.weight = light, .target = "l"}, {.weight = heavy, .target = "h"}},
        random);
    first += ordered.front().target == "h" ? 1 : 0;
  }
  return first;
}

TEST(OrderSrvRecords, DrawsByWeight) {
  EXPECT_NEAR(HeavyFirst(75, 25), 750, 60);
  EXPECT_NEAR(HeavyFirst(50, 50), 500, 60);
  const int against_zero = HeavyFirst(100, 0);
  EXPECT_GT(against_zero, 950);
  EXPECT_LT(against_zero, 1000);
}

TEST(OrderSrvRecords, KeepsEveryRecordAndTheOrderOfPriorities) {
  Random random(3);
  std::vector<SrvRecord> records;
  records.reserve(300);
  for (std::uint16_t i = 0; i < 300; ++i) {
    records.push_back({static_cast<std::uint16_t>(i % 7),
                       static_cast<std::uint16_t>(i % 3 == 0 ? 0 : 65535), i,
                       "h"});
  }
  const std::vector<SrvRecord> ordered = OrderSrvRecords(records, random);
  EXPECT_EQ(ordered.size(), records.size());
  EXPECT_TRUE(std::ranges::is_sorted(
      ordered, [](const SrvRecord& a, const SrvRecord& b) {
        return a.priority < b.priority;
      }));
  std::set<std::uint16_t> ports;
  for (const SrvRecord& record : ordered) {
    ports.insert(record.port);
  }
  EXPECT_EQ(ports.size(), records.size());
}

TEST(OrderSrvRecords, IsDecidedByTheSeed) {
  std::set<std::string> first;
  for (std::uint64_t seed = 0; seed < 64; ++seed) {
    Random one(seed);
    Random same(seed);
    const std::vector<SrvRecord> records = {{.weight = 1, .target = "a"},
                                            {.weight = 1, .target = "b"}};
    const auto ordered = OrderSrvRecords(records, one);
    EXPECT_EQ(ordered, OrderSrvRecords(records, same));
    first.insert(ordered.front().target);
  }
  EXPECT_EQ(first.size(), 2U);
}

}  // namespace
}  // namespace autodiscover::core::testing
