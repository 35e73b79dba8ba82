// SPDX-License-Identifier: Apache-2.0
//
// What a good scenario becomes: mailbox, accounts, zone, hosts.

#include "world/world_file.h"

#include <cstdio>
#include <fstream>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world/scenario_reader.h"

namespace fake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

// The world of a text that must be good.
World Good(const std::string& yaml) {
  LoadedWorld loaded = ParseWorld(yaml, "world.yaml");
  if (const auto* problems = std::get_if<std::vector<Problem>>(&loaded)) {
    for (const Problem& problem : *problems) {
      ADD_FAILURE() << ToString(problem);
    }
    return {};
  }
  return std::get<World>(std::move(loaded));
}

std::vector<std::string> AddressesOf(const World& world) {
  std::vector<std::string> all;
  for (const Host& host : world.hosts) {
    all.insert(all.end(), host.addresses.begin(), host.addresses.end());
  }
  return all;
}

TEST(WorldFileTest, SkipsWhatIsForOthers) {
  const World world = Good(R"(
title: 12
about: [anything]
requirements: [X]
level: often
needs: {}
client: {protocol: any}
clock: {rate: 20}
expect: {result: {found: {}}}
world: {}
)");
  EXPECT_EQ(world.file, "world.yaml");
  EXPECT_THAT(world.hosts, IsEmpty());
}

TEST(WorldFileTest, MailboxHasDefaults) {
  const World world = Good("mailbox: {address: ann@corp.test}\nworld: {}\n");
  EXPECT_EQ(world.mailbox.address, "ann@corp.test");
  EXPECT_EQ(world.mailbox.username, "ann@corp.test");
  EXPECT_EQ(world.mailbox.password, "correct horse battery");
  EXPECT_THAT(world.accounts,
              ElementsAre(Pair("ann@corp.test", "correct horse battery")));
}

TEST(WorldFileTest, AccountsReplaceTheMailboxsOwn) {
  const World world = Good(R"(
mailbox: {address: ann@corp.test, username: CORP\ann, password: wrong horse}
world: {accounts: {'CORP\ann': right horse}}
)");
  EXPECT_EQ(world.mailbox.username, "CORP\\ann");
  EXPECT_EQ(world.mailbox.password, "wrong horse");
  EXPECT_THAT(world.accounts, ElementsAre(Pair("CORP\\ann", "right horse")));
}

// Fails if `on`, `12` or `2001-01-01` in quotes is not text any more.
TEST(WorldFileTest, QuotedTextIsTextWhateverItLooksLike) {
  const World world =
      Good("mailbox: {address: 'on', password: \"2001-01-01\"}\nworld: {}\n");
  EXPECT_EQ(world.mailbox.address, "on");
  EXPECT_EQ(world.mailbox.password, "2001-01-01");
}

TEST(WorldFileTest, HostsGetAddressesInTheOrderOfTheFile) {
  const World world = Good(R"(
world:
  hosts:
    z.test: {}
    a.test: {addresses: [ipv6]}
    m.test: {addresses: [ipv4, ipv6]}
)");
  EXPECT_THAT(AddressesOf(world), ElementsAre("192.0.2.10", "2001:db8::10",
                                              "192.0.2.11", "2001:db8::11"));
  EXPECT_EQ(world.hosts[0].name, "z.test");
  EXPECT_EQ(world.hosts[1].name, "a.test");
}

TEST(WorldFileTest, LiteralAddressesAreNotHandedOutAgain) {
  const World world = Good(R"(
world:
  hosts:
    a.test: {}
    b.test: {addresses: [192.0.2.10, "2001:DB8:0::10"]}
    c.test: {addresses: [ipv6]}
)");
  EXPECT_THAT(AddressesOf(world), ElementsAre("192.0.2.11", "192.0.2.10",
                                              "2001:db8::10", "2001:db8::11"));
}

// A world with so many hosts.
std::string Crowded(int hosts) {
  std::string yaml = "world:\n  hosts:\n";
  for (int i = 0; i < hosts; ++i) {
    yaml += "    h" + std::to_string(i) + ".test: {}\n";
  }
  return yaml;
}

// All that the three networks of RFC 5737 have, from .10 to .254.
constexpr int kHostsMax = 735;

TEST(WorldFileTest, TheNextNetworkFollowsAFullOne) {
  const std::vector<std::string> all = AddressesOf(Good(Crowded(kHostsMax)));
  ASSERT_EQ(all.size(), std::size_t{kHostsMax});
  EXPECT_EQ(all[244], "192.0.2.254");
  EXPECT_EQ(all[245], "198.51.100.10");
  EXPECT_EQ(all.back(), "203.0.113.254");
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size());
}

TEST(WorldFileTest, TooManyHostsAreAProblem) {
  EXPECT_TRUE(std::holds_alternative<std::vector<Problem>>(
      ParseWorld(Crowded(kHostsMax + 1), "w")));
}

TEST(WorldFileTest, AFolderIsNoWorld) {
  const LoadedWorld loaded = LoadWorld(testing::TempDir());
  const auto* problems = std::get_if<std::vector<Problem>>(&loaded);
  ASSERT_NE(problems, nullptr);
  EXPECT_EQ(problems->front().message, "cannot be read: Is a directory");
}

TEST(WorldFileTest, HostRecordsGoIntoTheZone) {
  const World world = Good(R"(
world:
  hosts:
    Mail.CORP.test.: {addresses: [ipv4, ipv6]}
)");
  ASSERT_TRUE(world.zone.contains("mail.corp.test"));
  EXPECT_THAT(world.zone.at("mail.corp.test").a, ElementsAre("192.0.2.10"));
  EXPECT_THAT(world.zone.at("mail.corp.test").aaaa,
              ElementsAre("2001:db8::10"));
}

TEST(WorldFileTest, WhatDnsSaysOfAHostGoesFirst) {
  const World world = Good(R"(
world:
  dns:
    away.test: {a: [203.0.113.99]}
    slow.test: {delay: 2s, truncate: true}
    gone.test: {answer: servfail}
    alias.test: {cname: away.test}
  hosts:
    away.test: {addresses: [ipv4, ipv6]}
    slow.test: {}
    gone.test: {}
    alias.test: {}
)");
  EXPECT_THAT(world.zone.at("away.test").a, ElementsAre("203.0.113.99"));
  EXPECT_THAT(world.zone.at("away.test").aaaa, ElementsAre("2001:db8::10"));
  EXPECT_THAT(world.zone.at("slow.test").a, ElementsAre("192.0.2.11"));
  EXPECT_EQ(world.zone.at("slow.test").delay, Milliseconds(2000));
  EXPECT_TRUE(world.zone.at("slow.test").truncate);
  EXPECT_EQ(world.zone.at("gone.test").fault, DnsFault::kServfail);
  EXPECT_THAT(world.zone.at("alias.test").a, IsEmpty());
}

TEST(WorldFileTest, ReadsEveryKindOfRecord) {
  const World world = Good(R"(
world:
  rtt: 1.5s
  dns:
    _autodiscover._tcp.corp.test:
      srv: ["0 1 443 Mail.corp.test.", "10 65535 8443 ."]
    corp.test: {txt: [v=spf1 -all, ""], aaaa: ["2001:db8::A"]}
    www.corp.test: {cname: CORP.test.}
)");
  EXPECT_EQ(world.rtt, Milliseconds(1500));
  const auto& srv = world.zone.at("_autodiscover._tcp.corp.test").srv;
  ASSERT_EQ(srv.size(), 2U);
  EXPECT_EQ(srv[0].weight, 1);
  EXPECT_EQ(srv[0].target, "mail.corp.test");
  EXPECT_EQ(srv[1].priority, 10);
  EXPECT_EQ(srv[1].port, 8443);
  EXPECT_EQ(srv[1].target, ".");
  EXPECT_THAT(world.zone.at("corp.test").txt, ElementsAre("v=spf1 -all", ""));
  EXPECT_THAT(world.zone.at("corp.test").aaaa, ElementsAre("2001:db8::a"));
  EXPECT_EQ(world.zone.at("www.corp.test").cname, "corp.test");
}

TEST(WorldFileTest, AliasesOfYamlStandForWhatTheyName) {
  const World world = Good(R"(
world:
  hosts:
    a.test: {https: &same {status: 404}}
    b.test: {https: *same}
)");
  EXPECT_EQ(world.hosts[1].services[0].script[0].status, 404);
}

TEST(WorldFileTest, SaysWhyAFileCannotBeRead) {
  const LoadedWorld loaded = LoadWorld("no/such/file.yaml");
  const auto* problems = std::get_if<std::vector<Problem>>(&loaded);
  ASSERT_NE(problems, nullptr);
  EXPECT_EQ(ToString(problems->front()),
            "no/such/file.yaml: cannot be read: No such file or directory");
}

TEST(WorldFileTest, ReadsAFile) {
  const std::string path = testing::TempDir() + "/world_file_test.yaml";
  std::ofstream(path) << "world: {rtt: 50ms}\n";
  const LoadedWorld loaded = LoadWorld(path);
  std::remove(path.c_str());
  ASSERT_TRUE(std::holds_alternative<World>(loaded));
  EXPECT_EQ(std::get<World>(loaded).file, path);
  EXPECT_EQ(std::get<World>(loaded).rtt, Milliseconds(50));
}

// Fails if a message about a password quotes it.
TEST(WorldFileTest, ProblemsDoNotTellPasswords) {
  for (const char* password : {"[hunter22]", "{hunter22: x}", "12hunter22"}) {
    const std::string yaml =
        std::string("mailbox: {address: a@b.test, ") + "password: " + password +
        ", x: 1}\nworld: {accounts: {ann: " + password + "}}\n";
    const LoadedWorld loaded = ParseWorld(yaml, "w");
    const auto* problems = std::get_if<std::vector<Problem>>(&loaded);
    ASSERT_NE(problems, nullptr);
    for (const Problem& problem : *problems) {
      EXPECT_THAT(ToString(problem), Not(HasSubstr("hunter22")));
    }
  }
}

TEST(WorldFileTest, NamesTheFieldsOfEveryKindOfMap) {
  const auto fields = FormatFields();
  EXPECT_THAT(fields.at("world"),
              UnorderedElementsAre("dns", "resolver", "hosts", "accounts",
                                   "tokens", "kerberos", "lockout_after", "rtt",
                                   "bandwidth", "loss", "jitter", "seed"));
  EXPECT_THAT(fields.at("tls"), testing::Contains("handshake"));
  EXPECT_THAT(fields.at("tcp"), UnorderedElementsAre("reset_after", "drip"));
  EXPECT_THAT(fields.at("service"), testing::Contains("ews_internal"));
  EXPECT_EQ(fields.size(), 25U);
}

}  // namespace
}  // namespace fake
