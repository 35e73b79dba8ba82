// SPDX-License-Identifier: Apache-2.0
//
// c-ares as it is set up here, against a name server that says what the test
// wants.

#include "driver/cares_resolver.h"

#include <atomic>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include "autodiscover/probe.h"

#include "integration/loopback.h"

namespace autodiscover::integration {
namespace {

using driver::AddressAnswer;
using driver::CaresResolver;
using driver::Family;
using driver::Watched;
using testing::ElementsAre;
using testing::HasSubstr;

// `query` turned into an answer with this code and these records.
std::string AnswerTo(const std::string& query, int rcode,
                     bool truncated = false, int count = 0,
                     const std::string& records = "") {
  std::string answer = query;
  answer[2] = static_cast<char>(truncated ? 0x83 : 0x81);
  answer[3] = static_cast<char>(0x80 + rcode);
  answer[7] = static_cast<char>(count);
  return answer + records;
}

// One record for the name that was asked for.
std::string Record(int type, const std::string& data) {
  std::string record = {'\xC0', 12, 0, static_cast<char>(type),
                        0,      1,  0, 0,
                        0,      60, 0, static_cast<char>(data.size())};
  return record + data;
}

const std::string kSrvData("\0\1\0\2\1\xBB\1m\4test\0", 14);

// Lets the resolver work until it has nothing left to do.
void Finish(CaresResolver& resolver) {
  while (const auto limit = resolver.LongestWait()) {
    std::vector<Watched> watched;
    resolver.Watch(watched);
    std::vector<pollfd> descriptors;
    for (const Watched& one : watched) {
      const int events = (one.read ? POLLIN : 0) | (one.write ? POLLOUT : 0);
      descriptors.push_back({one.descriptor, static_cast<short>(events), 0});
    }
    poll(descriptors.data(), descriptors.size(),
         static_cast<int>(limit->count()));
    resolver.Process();
  }
}

core::SrvAnswer AskSrv(const std::string& server) {
  CaresResolver resolver({server});
  std::optional<core::SrvAnswer> got;
  resolver.LookupSrv("_autodiscover._tcp.corp.test",
                     [&got](core::SrvAnswer answer) { got = answer; });
  Finish(resolver);
  EXPECT_TRUE(got);
  return got.value_or(core::SrvAnswer{});
}

struct CodeCase {
  int rcode;
  const char* why;
  bool failed;
};

// Fails if kinds of "no record" are no longer told apart (SRV-11), or if one of
// them is asked for again.
TEST(CaresResolverTest, TellsErrorsApartAndAsksOnce) {
  for (const CodeCase& test :
       {CodeCase{0, "NODATA", false}, CodeCase{1, "FORMERR", true},
        CodeCase{2, "SERVFAIL", true}, CodeCase{3, "NXDOMAIN", false},
        CodeCase{5, "REFUSED", true}}) {
    std::atomic<int> asked = 0;
    const LoopbackDns server([&](const std::string& query, bool) {
      ++asked;
      return AnswerTo(query, test.rcode);
    });
    const core::SrvAnswer answer = AskSrv(server.Address());
    EXPECT_EQ(answer.why, test.why);
    EXPECT_EQ(answer.failed, test.failed);
    EXPECT_EQ(asked, 1) << test.why;
  }
}

TEST(CaresResolverTest, AsksOverTcpWhenTheAnswerIsTruncated) {
  const LoopbackDns server([](const std::string& query, bool over_tcp) {
    return over_tcp ? AnswerTo(query, 0, false, 1, Record(33, kSrvData))
                    : AnswerTo(query, 0, true);
  });
  const core::SrvAnswer answer = AskSrv(server.Address());
  EXPECT_THAT(
      answer.records,
      ElementsAre(core::SrvRecord{
          .priority = 1, .weight = 2, .port = 443, .target = "m.test"}));
}

// Fails if a lost packet costs more than one try.
TEST(CaresResolverTest, AsksAgainWhenAnAnswerIsLost) {
  std::atomic<int> asked = 0;
  const LoopbackDns server([&](const std::string& query, bool) {
    return ++asked == 1 ? std::string()
                        : AnswerTo(query, 0, false, 1, Record(33, kSrvData));
  });
  EXPECT_EQ(AskSrv(server.Address()).records.size(), 1U);
  EXPECT_EQ(asked, 2);
}

// Fails if an alias that leads nowhere cannot be told from a name that is not
// there.
TEST(AskDnsTest, TellsOfAliasesEvenWhereTheyLeadNowhere) {
  const std::string alias = Record(5, std::string("\4gone\4test\0", 11));
  const LoopbackDns server([&](const std::string& query, bool) {
    return AnswerTo(query, 3, false, 1, alias);
  });
  const Network network{.name_servers = {server.Address()}};
  const DnsFact fact = AskDns(network, "corp.test", RecordType::kA);
  EXPECT_EQ(fact.rcode, "NXDOMAIN");
  EXPECT_THAT(fact.answers, testing::IsEmpty());
  EXPECT_THAT(fact.aliases, ElementsAre("gone.test"));
}

TEST(AskDnsTest, ReadsEachTypeOfRecord) {
  struct Case {
    RecordType type;
    std::string records;
    std::string answer;
  };
  for (const Case& test :
       {Case{RecordType::kA, Record(1, "\xC0\1\2\3"), "192.1.2.3"},
        Case{RecordType::kAaaa, Record(28, std::string(15, '\0') + "\1"),
             "::1"},
        Case{RecordType::kSrv, Record(33, kSrvData), "1 2 443 m.test"},
        Case{RecordType::kCname, Record(5, std::string("\1M\4Test\0", 8)),
             "m.test"}}) {
    const LoopbackDns server([&](const std::string& query, bool) {
      return AnswerTo(query, 0, false, 1, test.records);
    });
    const Network network{.name_servers = {server.Address()}};
    const DnsFact fact = AskDns(network, "corp.test", test.type);
    EXPECT_EQ(fact.rcode, "NOERROR");
    EXPECT_THAT(fact.answers, ElementsAre(test.answer));
    EXPECT_EQ(fact.ttl, std::chrono::seconds(60));
  }
}

// Fails if a message can make it read beyond its end.
TEST(AskDnsTest, SurvivesWhatIsCutOrFalse) {
  const std::string record = Record(33, kSrvData);
  for (std::size_t size = 0; size <= record.size(); ++size) {
    const LoopbackDns server([&](const std::string& query, bool) {
      return AnswerTo(query, 0, false, 9, record.substr(0, size));
    });
    const Network network{.name_servers = {server.Address()}};
    const DnsFact fact = AskDns(network, "corp.test", RecordType::kSrv);
    EXPECT_EQ(fact.answers.size(), size == record.size() ? 1U : 0U);
  }
}

TEST(CaresResolverTest, GivesAddresses) {
  const LoopbackDns server([](const std::string& query, bool) {
    const bool ipv6 = query[query.size() - 3] == 28;
    return ipv6 ? AnswerTo(query, 3)
                : AnswerTo(query, 0, false, 1, Record(1, "\xC0\1\2\3"));
  });
  CaresResolver resolver({server.Address()});
  AddressAnswer ipv4;
  AddressAnswer ipv6;
  resolver.LookupAddresses("corp.test", Family::kIpv4,
                           [&](AddressAnswer answer) { ipv4 = answer; });
  resolver.LookupAddresses("corp.test", Family::kIpv6,
                           [&](AddressAnswer answer) { ipv6 = answer; });
  Finish(resolver);
  EXPECT_THAT(ipv4.addresses, ElementsAre("192.1.2.3"));
  EXPECT_EQ(ipv6.why, "NXDOMAIN");
}

// Fails if a name may be completed with a search list (SRV-01).
TEST(CaresResolverTest, AsksOnlyForTheNameItself) {
  std::atomic<int> asked = 0;
  const LoopbackDns server([&](const std::string& query, bool) {
    ++asked;
    return AnswerTo(query, 3);
  });
  setenv("LOCALDOMAIN", "search.test", 1);  // NOLINT
  CaresResolver resolver({server.Address()});
  unsetenv("LOCALDOMAIN");  // NOLINT
  std::string why;
  resolver.LookupAddresses("host", Family::kIpv4,
                           [&](AddressAnswer answer) { why = answer.why; });
  Finish(resolver);
  EXPECT_EQ(why, "NXDOMAIN");
  EXPECT_EQ(asked, 1);
}

TEST(CaresResolverTest, SaysThatAListOfServersCannotBeRead) {
  const core::SrvAnswer answer = AskSrv("not an address");
  EXPECT_TRUE(answer.failed);
  EXPECT_THAT(answer.why, HasSubstr("not an address"));
}

// Fails if a lookup calls back to one who is gone.
TEST(CaresResolverTest, IsSilentWhenDestroyed) {
  const LoopbackDns server(
      [](const std::string&, bool) { return std::string(); });
  bool called = false;
  {
    CaresResolver resolver({server.Address()});
    resolver.LookupSrv("corp.test",
                       [&](const core::SrvAnswer&) { called = true; });
    EXPECT_TRUE(resolver.LongestWait());
  }
  EXPECT_FALSE(called);
}

}  // namespace
}  // namespace autodiscover::integration
