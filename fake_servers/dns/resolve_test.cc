// SPDX-License-Identifier: Apache-2.0

#include "dns/resolve.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace fake {
namespace {

const Zone& TestZone() {
  static const Zone zone = {
      {"mail.corp.test",
       {.a = {"192.0.2.10", "192.0.2.11"}, .aaaa = {"2001:db8::10"}}},
      {"_autodiscover._tcp.corp.test",
       {.srv = {{.priority = 10, .port = 443, .target = "old.corp.test"},
                {.weight = 5, .port = 443, .target = "mail.corp.test"}}}},
      {"txt.test", {.txt = {"one", "two"}}},
      {"alias.test", {.cname = "alias2.test"}},
      {"alias2.test", {.cname = "mail.corp.test", .delay = Milliseconds(7)}},
      {"dangling.test", {.cname = "nowhere.test"}},
      {"to-broken.test", {.cname = "broken.test"}},
      {"loop.test", {.cname = "loop2.test"}},
      {"loop2.test", {.cname = "loop.test"}},
      {"gone.test", {.fault = DnsFault::kNxdomain}},
      {"deep.below.gone2.test", {.fault = DnsFault::kNxdomain}},
      {"empty.test", {.fault = DnsFault::kNodata}},
      {"broken.test", {.fault = DnsFault::kServfail}},
      {"refused.test", {.fault = DnsFault::kRefused}},
      {"silent.test", {.fault = DnsFault::kSilent}},
      {"formerr.test", {.fault = DnsFault::kFormerr}},
      {"notimp.test", {.fault = DnsFault::kNotimp}},
      {"lame.test", {.fault = DnsFault::kLame}},
      {"self.test", {.fault = DnsFault::kCnameLoop}},
      {"old.test", {.a = {"192.0.2.13"}, .edns = DnsEdns::kNotimp}},
      {"*.wild.test", {.a = {"192.0.2.14"}}},
      {"here.wild.test", {.txt = {"here"}}},
      {"raw.test", {.raw = {{.type = dns_type::kA, .data = "\x01"}}}},
      {"change.test",
       {.a = {"192.0.2.15"},
        .then = {{.a = {"192.0.2.16"}}, {.fault = DnsFault::kServfail}}}},
      {"slow.test",
       {.a = {"192.0.2.12"}, .delay = Milliseconds(50), .truncate = true}},
  };
  return zone;
}

// `RCODE record | record`, with the SOA's zone when there is one.
std::string Ask(const std::string& name, std::uint16_t type) {
  const Resolution resolution =
      Resolve(TestZone(), {.name = name, .type = type});
  if (resolution.silent) {
    return "silent";
  }
  std::string text = RcodeName(resolution.response.rcode);
  for (const DnsRecord& record : resolution.response.answers) {
    text += " | " + record.owner + ' ' + DnsTypeName(record.type) + ' ' +
            record.text;
  }
  for (const DnsRecord& record : resolution.response.authority) {
    text += " | " + DnsTypeName(record.type) + " of " +
            (record.owner.empty() ? "." : record.owner);
  }
  return text;
}

TEST(ResolveTest, AnswersWithAllRecordsInTheirOrder) {
  EXPECT_EQ(Ask("mail.corp.test", dns_type::kA),
            "NOERROR | mail.corp.test A 192.0.2.10"
            " | mail.corp.test A 192.0.2.11");
  EXPECT_EQ(Ask("mail.corp.test", dns_type::kAaaa),
            "NOERROR | mail.corp.test AAAA 2001:db8::10");
  EXPECT_EQ(Ask("_autodiscover._tcp.corp.test", dns_type::kSrv),
            "NOERROR | _autodiscover._tcp.corp.test SRV 10 0 443 old.corp.test"
            " | _autodiscover._tcp.corp.test SRV 0 5 443 mail.corp.test");
  EXPECT_EQ(Ask("txt.test", dns_type::kTxt),
            "NOERROR | txt.test TXT one | txt.test TXT two");
}

TEST(ResolveTest, AnUnknownNameIsNxdomain) {
  EXPECT_EQ(Ask("nowhere.test", dns_type::kA), "NXDOMAIN | SOA of test");
  EXPECT_EQ(Ask("xmail.corp.test", dns_type::kA), "NXDOMAIN | SOA of test");
  EXPECT_EQ(Ask("below.mail.corp.test", dns_type::kA),
            "NXDOMAIN | SOA of test");
}

TEST(ResolveTest, AnotherTypeOfAKnownNameIsNodata) {
  EXPECT_EQ(Ask("mail.corp.test", dns_type::kSrv), "NOERROR | SOA of test");
  EXPECT_EQ(Ask("mail.corp.test", 255), "NOERROR | SOA of test");
  EXPECT_EQ(Ask("mail.corp.test", 65280), "NOERROR | SOA of test");
}

TEST(ResolveTest, ANameAboveAnotherIsThere) {
  EXPECT_EQ(Ask("corp.test", dns_type::kA), "NOERROR | SOA of test");
  EXPECT_EQ(Ask("_tcp.corp.test", dns_type::kA), "NOERROR | SOA of test");
  EXPECT_EQ(Ask("test", dns_type::kA), "NOERROR | SOA of test");
  EXPECT_EQ(Ask(".", dns_type::kA), "NOERROR | SOA of .");
  EXPECT_EQ(Ask("orp.test", dns_type::kA), "NXDOMAIN | SOA of test");
}

// A name that is said not to be there does not make its parents be there.
TEST(ResolveTest, ANameAboveAMissingOneIsMissing) {
  EXPECT_EQ(Ask("below.gone2.test", dns_type::kA), "NXDOMAIN | SOA of test");
}

TEST(ResolveTest, FollowsAliasesAndShowsTheChain) {
  EXPECT_EQ(Ask("alias.test", dns_type::kAaaa),
            "NOERROR | alias.test CNAME alias2.test"
            " | alias2.test CNAME mail.corp.test"
            " | mail.corp.test AAAA 2001:db8::10");
  EXPECT_EQ(Ask("alias.test", dns_type::kCname),
            "NOERROR | alias.test CNAME alias2.test");
  EXPECT_EQ(Ask("alias2.test", dns_type::kSrv),
            "NOERROR | alias2.test CNAME mail.corp.test | SOA of test");
  EXPECT_EQ(Ask("dangling.test", dns_type::kA),
            "NXDOMAIN | dangling.test CNAME nowhere.test | SOA of test");
  EXPECT_EQ(Ask("to-broken.test", dns_type::kA), "SERVFAIL");
}

TEST(ResolveTest, ALoopOfAliasesFails) {
  EXPECT_EQ(Ask("loop.test", dns_type::kA), "SERVFAIL");
}

TEST(ResolveTest, FaultsAnswerEveryType) {
  EXPECT_EQ(Ask("gone.test", dns_type::kSrv), "NXDOMAIN | SOA of test");
  EXPECT_EQ(Ask("empty.test", dns_type::kA), "NOERROR | SOA of test");
  EXPECT_EQ(Ask("broken.test", dns_type::kA), "SERVFAIL");
  EXPECT_EQ(Ask("refused.test", dns_type::kA), "REFUSED");
  EXPECT_EQ(Ask("silent.test", dns_type::kA), "silent");
}

TEST(ResolveTest, RefusesInEveryWay) {
  EXPECT_EQ(Ask("formerr.test", dns_type::kA), "FORMERR");
  EXPECT_EQ(Ask("notimp.test", dns_type::kA), "NOTIMP");
  EXPECT_EQ(Ask("lame.test", dns_type::kA), "NOERROR | NS of lame.test");
  EXPECT_EQ(Ask("self.test", dns_type::kA),
            "NOERROR | self.test CNAME self.test");
}

TEST(ResolveTest, AWildcardStandsForWhatIsNotThere) {
  EXPECT_EQ(Ask("any.wild.test", dns_type::kA),
            "NOERROR | any.wild.test A 192.0.2.14");
  EXPECT_EQ(Ask("a.b.wild.test", dns_type::kA),
            "NOERROR | a.b.wild.test A 192.0.2.14");
  EXPECT_EQ(Ask("here.wild.test", dns_type::kA), "NOERROR | SOA of test");
  EXPECT_EQ(Ask("below.here.wild.test", dns_type::kA),
            "NXDOMAIN | SOA of test");
  EXPECT_EQ(Ask("wild.test", dns_type::kA), "NOERROR | SOA of test");
}

TEST(ResolveTest, ARawRecordKeepsItsBytes) {
  EXPECT_EQ(Ask("raw.test", dns_type::kA), "NOERROR | raw.test A raw 01");
}

TEST(ResolveTest, RefusesEdnsAlone) {
  DnsAsked asked = {.name = "old.test", .type = dns_type::kA, .edns = true};
  const Resolution refused = Resolve(TestZone(), asked);
  EXPECT_EQ(refused.response.rcode, Rcode::kNotImp);
  EXPECT_EQ(refused.faults, std::vector<std::string>{"old.test edns notimp"});
  asked.edns = false;
  EXPECT_EQ(Resolve(TestZone(), asked).response.answers.size(), 1U);
  EXPECT_TRUE(Resolve(TestZone(), asked).faults.empty());
}

TEST(ResolveTest, AnswersChangeAsTheyAreCounted) {
  const auto nth = [](std::size_t answered) {
    return Resolve(TestZone(),
                   {.name = "change.test",
                    .type = dns_type::kA,
                    .answered = [answered](const auto&) { return answered; }});
  };
  EXPECT_EQ(nth(0).response.answers.at(0).text, "192.0.2.15");
  EXPECT_EQ(nth(0).counted, std::vector<std::string>{"change.test"});
  EXPECT_TRUE(nth(0).faults.empty());
  EXPECT_EQ(nth(1).response.answers.at(0).text, "192.0.2.16");
  EXPECT_EQ(nth(7).response.rcode, Rcode::kServFail);
  EXPECT_EQ(nth(7).faults,
            (std::vector<std::string>{"change.test then",
                                      "change.test answer servfail"}));
}

TEST(ResolveTest, TellsDelaysAndTruncation) {
  const Resolution slow =
      Resolve(TestZone(), {.name = "slow.test", .type = dns_type::kA});
  EXPECT_EQ(slow.delay, Milliseconds(50));
  EXPECT_TRUE(slow.truncate);
  const Resolution alias =
      Resolve(TestZone(), {.name = "alias.test", .type = dns_type::kA});
  EXPECT_EQ(alias.delay, Milliseconds(7));
}

// Fails if an escaped name, which may be longer than a label, is written.
TEST(ResolveTest, AnEscapedNameBelongsToTheRoot) {
  std::string name;
  for (int i = 0; i < 63; ++i) {
    name += "\\000";
  }
  EXPECT_EQ(Ask(name, dns_type::kA), "NXDOMAIN | SOA of .");
}

}  // namespace
}  // namespace fake
