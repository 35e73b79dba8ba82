// SPDX-License-Identifier: Apache-2.0
//
// What a directory says, and where that leads (SCP-01 to SCP-07).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/scp_entries.h"
#include "core/scripted_run.h"
#include "core/simulation.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxSettings;
using ::testing::ElementsAre;

constexpr const char* kUrl = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";
constexpr const char* kPointer = "67661d7f-8fc4-4fa7-bfac-e1d7794c1f68";
constexpr const char* kAsk = "LDAP ldap://dc.corp.test";
constexpr const char* kAskOther = "LDAP ldap://dc.other.test";

DirectoryEntry Entry(std::vector<std::string> keywords, std::string binding) {
  return {.attributes = {{"Keywords", std::move(keywords)},
                         {"serviceBindingInformation", {std::move(binding)}}}};
}
DirectoryEntry UrlAt(const std::string& host) {
  return Entry({kUrl}, "https://" + host + "/autodiscover/autodiscover.xml");
}
DirectoryEntry PointerTo(std::string uri, std::string domain = "") {
  return domain.empty() ? Entry({kPointer}, std::move(uri))
                        : Entry({kPointer, "Domain=" + domain}, std::move(uri));
}
Report Has(std::vector<DirectoryEntry> entries) {
  return DirectoryAnswer{.entries = std::move(entries)};
}

Policy AsksTheDirectory(const char* uri = "ldap://dc.corp.test") {
  Policy policy = Only(Source::kScp);
  policy.directory.uri = uri;
  return policy;
}
Policy LogsIn(const char* uri = "ldap://dc.corp.test") {
  Policy policy = AsksTheDirectory(uri);
  policy.directory.login = true;
  return policy;
}
Policy WithoutHops() {
  Policy policy = AsksTheDirectory();
  policy.directory_hops_max = 0;
  return policy;
}
Policy WithBase(const char* base) {
  Policy policy = AsksTheDirectory();
  policy.directory.base = base;
  return policy;
}
Policy OneUrl() {
  Policy policy = AsksTheDirectory();
  policy.directory_urls_max = 1;
  return policy;
}
Policy Hasty(const char* uri) {
  Policy policy = AsksTheDirectory(uri);
  policy.directories_limit = {};
  return policy;
}
Policy BeforeRoot(const char* uri) {
  Policy policy = AsksTheDirectory(uri);
  policy.sources.push_back(Source::kRootDomain);
  policy.speculation.on = false;
  return policy;
}

Line MailAnswers() { return {Post("mail.corp.test"), Ok(PoxSettings(kEws))}; }

class Scp : public ::testing::TestWithParam<Script> {};
TEST_P(Scp, Plays) { Play(GetParam()); }

Script Case(std::string name, std::vector<Line> lines, std::string outcome,
            Policy policy = AsksTheDirectory()) {
  return {.name = std::move(name),
          .lines = std::move(lines),
          .outcome = std::move(outcome),
          .policy = std::move(policy)};
}

const std::string kFound(kFoundEws);

INSTANTIATE_TEST_SUITE_P(
    , Scp,
    ::testing::Values(
        Case("Url", {{kAsk, Has({UrlAt("mail.corp.test")})}, MailAnswers()},
             kFound),
        Case("NothingThere", {{kAsk, Has({})}}, "failed not_found"),
        Case("NotAsked", {{kRoot, NotThere()}}, "failed not_found",
             BeforeRoot("")),
        // SCP-07, LOC-05.
        Case("DeadIsSkipped", {{kAsk, Refused()}, {kRoot, NotThere()}},
             "failed not_found", BeforeRoot("ldap://dc.corp.test")),
        Case("BeforeDerivedUrls",
             {{kAsk, Has({UrlAt("mail.corp.test")})}, MailAnswers()}, kFound,
             BeforeRoot("ldap://dc.corp.test")),
        // SCP-05.
        Case("ErrorIsInconclusive",
             {{kAsk, Has({UrlAt("old.corp.test"), UrlAt("mail.corp.test")})},
              {Post("old.corp.test"), Says(500)},
              MailAnswers()},
             kFound),
        // SCP-06.
        Case("PlainHttpIsNotAsked",
             {{kAsk, Has({Entry({kUrl}, "http://mail.corp.test/a.xml"),
                          Entry({kUrl}, "no URL")})}},
             "failed not_found"),
        // SCP-02.
        Case("ScopedPointerRestarts",
             {{kAsk, Has({UrlAt("old.corp.test"),
                          PointerTo("ldap://dc.else.test", "else.test"),
                          PointerTo("LDAP://dc.other.test", "CORP.test")})},
              {kAskOther, Has({UrlAt("mail.corp.test")})},
              MailAnswers()},
             kFound),
        Case("OpenPointerIsAFallback",
             {{kAsk, Has({PointerTo("ldap://dc.other.test")})},
              {kAskOther, Has({UrlAt("mail.corp.test")})},
              MailAnswers()},
             kFound),
        Case("PointerForAnotherDomainIsNotOurs",
             {{kAsk, Has({PointerTo("ldap://dc.other.test", "else.test")})}},
             "failed not_found"),
        Case("OpenPointerIsNotNeeded",
             {{kAsk, Has({PointerTo("ldap://dc.other.test"),
                          UrlAt("mail.corp.test")})},
              MailAnswers()},
             kFound),
        // SCP-04.
        Case("CircleIsCut",
             {{kAsk, Has({PointerTo("ldap://dc.other.test", "corp.test")})},
              {kAskOther,
               Has({PointerTo("ldap://DC.corp.test", "corp.test")})}},
             "failed not_found"),
        Case("HopsAreCounted",
             {{kAsk, Has({PointerTo("ldap://dc.other.test", "corp.test")})}},
             "failed not_found", WithoutHops()),
        Case("TimeIsCountedForPointers",
             {{kAsk, Has({PointerTo("ldap://dc.other.test", "corp.test")})}},
             "failed not_found", Hasty("ldap://dc.corp.test")),
        Case("TimeIsCountedForControllers",
             {{"SRV _ldap._tcp.dc._msdcs.corp.test",
               Records({{0, 0, 389, "dc.corp.test"},
                        {1, 0, 389, "dc2.corp.test"}})},
              {kAsk, Refused()}},
             "failed not_found", Hasty("ldap:///")),
        Case("UrlsAreCounted",
             {{kAsk, Has({UrlAt("old.corp.test"), UrlAt("mail.corp.test")})},
              {Post("old.corp.test"), NoName()}},
             "failed not_found", OneUrl()),
        Case("BadPointerIsPassedOver",
             {{kAsk, Has({PointerTo("http://dc.other.test", "corp.test"),
                          PointerTo("ldap:///", "corp.test"),
                          UrlAt("mail.corp.test")})},
              MailAnswers()},
             kFound),
        // Without TLS anybody on the way could have named the host.
        Case("StrangerWithoutTls", {{kAsk, Has({UrlAt("evil.test")})}},
             "failed refused_by_policy"),
        Case("StrangerOverTls",
             {{"LDAP ldaps://dc.corp.test", Has({UrlAt("hoster.test")})},
              {Post("hoster.test"), Ok(PoxSettings(kEws))}},
             kFound, AsksTheDirectory("ldaps://dc.corp.test")),
        Case("LogsIn",
             {{"LDAP ldap://dc.corp.test simple",
               Has({PointerTo("ldap://dc.other.test", "corp.test")})},
              {kAskOther, Has({})}},
             "failed not_found", LogsIn()),
        Case("ControllersByDns",
             {{"SRV _ldap._tcp.dc._msdcs.corp.test",
               Records({{0, 0, 389, "dc.corp.test"},
                        {1, 0, 389, "dc2.corp.test"}})},
              {kAsk, Refused()},
              {"LDAP ldap://dc2.corp.test", Has({UrlAt("mail.corp.test")})},
              MailAnswers()},
             kFound, AsksTheDirectory("ldap:///")),
        Case("NoLoginAtAStrangerOfDns",
             {{"SRV _ldap._tcp.dc._msdcs.corp.test",
               Records({{0, 0, 389, "dc.evil.test"}})},
              {"LDAP ldap://dc.evil.test", Has({})}},
             "failed not_found", LogsIn("ldap:///")),
        Case("ControllersThatCanBeNone",
             {{"SRV _ldap._tcp.dc._msdcs.corp.test",
               Records({{0, 0, 389, "."},
                        {0, 0, 0, "dc0.corp.test"},
                        {1, 0, 389, "dc.corp.test"},
                        {2, 0, 389, "DC.corp.test."}})},
              {kAsk, Has({})}},
             "failed not_found", AsksTheDirectory("ldap:///")),
        Case("BaseOfTheCaller", {{"LDAP ldap://dc.corp.test/CN=x", Has({})}},
             "failed not_found", WithBase("CN=x")),
        Case("EntryWithoutKeywords", {{kAsk, Has({DirectoryEntry{}})}},
             "failed not_found"),
        Case("NoControllers",
             {{"SRV _ldap._tcp.dc._msdcs.corp.test", NoRecords()}},
             "failed not_found", AsksTheDirectory("ldap:///")),
        Case("NoUri", {}, "failed refused_by_policy",
             AsksTheDirectory("dc.corp.test"))),
    [](const auto& one) { return one.param.name; });

Report FailsAt(Stage stage, std::optional<ErrorCode> refusal = {}) {
  return TransportFailure{
      .stage = stage, .refusal = refusal, .reason = "no luck"};
}

// Fails if a password that a directory has refused goes to the same host again.
TEST(ScpLogin, CountsARejection) {
  Policy policy = LogsIn("ldap://corp.test");
  policy.sources.push_back(Source::kRootDomain);
  policy.protocols = {Protocol::kPox};
  const Outcome outcome =
      Play(Case("Rejected",
                {{"LDAP ldap://corp.test simple",
                  FailsAt(Stage::kAnswer, ErrorCode::kAuthenticationFailed)},
                 {kRoot, AsksForBasic()}},
                "failed authentication_failed", InTurn(policy)));
  ASSERT_FALSE(outcome.attempts.empty());
  EXPECT_TRUE(outcome.attempts.front().secret_sent);
}

TEST(ScpLogin, SaysWhetherThePasswordWentOut) {
  const auto sent = [](Stage stage) {
    return Play(Case("Fails",
                     {{"LDAP ldap://dc.corp.test simple", FailsAt(stage)}},
                     "failed not_found", LogsIn()))
        .attempts.front()
        .secret_sent;
  };
  EXPECT_FALSE(sent(Stage::kTls));
  EXPECT_FALSE(sent(Stage::kPolicy));
  EXPECT_TRUE(sent(Stage::kAnswer));
}

// Fails if the password goes to the directory while a better place may still
// make that needless.
TEST(ScpLogin, WaitsForItsTurn) {
  Policy policy = LogsIn();
  policy.sources = {Source::kRootDomain, Source::kScp};
  const auto steps = [](const Policy& asks) {
    Discovery discovery("ann@corp.test", {.password = true}, asks, 1,
                        Timestamp());
    std::vector<std::string> lines;
    for (int i = 0; i < 2; ++i) {
      lines.push_back(ToString(discovery.Poll(Timestamp())));
    }
    return lines;
  };
  EXPECT_THAT(steps(policy), ElementsAre("#1 " + std::string(kRoot),
                                         ::testing::StartsWith("wait until")));
  policy.directory.login = false;
  EXPECT_THAT(steps(policy), ElementsAre("#1 " + std::string(kRoot),
                                         "#2 " + std::string(kAsk)));
}

TEST(ScpFailure, SaysThatNobodyAnswered) {
  const Outcome outcome =
      Play(Case("Silent", {{kAsk, TransportFailure{.timed_out = true}}},
                "failed not_found"));
  EXPECT_EQ(outcome.attempts.front().reason,
            "the directory gave nothing: no answer in time");
}

// Fails if a pointer can make the engine look into the network it runs in.
TEST(ScpTargets, PointersLeadToPublicAddresses) {
  Discovery discovery("ann@corp.test", {}, AsksTheDirectory(), 1, Timestamp());
  const auto widest = [&discovery] {
    const Step step = discovery.Poll(Timestamp());
    const auto& search =
        std::get<SearchDirectory>(std::get<Start>(step).action);
    EXPECT_EQ(search.entries_max, Policy().directory_entries_max);
    EXPECT_EQ(search.bytes_max, Policy().directory_bytes_max);
    return search.widest_address;
  };
  EXPECT_EQ(widest(), AddressKind::kLocal);
  discovery.Tell({1}, Has({PointerTo("ldap://dc.other.test", "corp.test")}),
                 Timestamp());
  EXPECT_EQ(widest(), AddressKind::kPublic);
}

// Fails if a directory that never answers holds up the others (SCP-07).
TEST(ScpTargets, ASilentDirectoryIsPassedOver) {
  Policy policy = AsksTheDirectory();
  policy.sources.push_back(Source::kRootDomain);
  const Simulated played = Simulate(
      Discovery("ann@corp.test", {}, policy, 1, Timestamp()),
      {.answer = [](const Action& action, Timestamp) -> Arrival {
        const bool search = std::holds_alternative<SearchDirectory>(action);
        return search ? Arrival{Has({}), std::chrono::hours(1)}
                      : Arrival{Ok(PoxSettings(kEws)), {}};
      }});
  EXPECT_EQ(played.end, kFoundEws);
  EXPECT_EQ(played.elapsed, policy.speculation.grace);
  EXPECT_EQ(AttemptAt(played.outcome, kAsk).stage, Stage::kPolicy);
}

// SCP-03.
TEST(ScpEntries, OrdersBySiteAndDropsWhatIsThereTwice) {
  const auto with = [](const char* site, const char* url) {
    return Entry({kUrl, std::string("Site=") + site}, url);
  };
  const std::vector<DirectoryEntry> entries = {
      with("Far", "https://far/"), Entry({kUrl}, "https://open/"),
      with("MAIN", "https://own/"), with("Main", "HTTPS://OWN/"),
      Entry({"other"}, "https://foreign/")};
  ScpReader reader{.domain = "corp.test", .site = "main", .most = 3};
  EXPECT_THAT(ReadScpEntries(entries, reader).urls,
              ElementsAre("https://own/", "https://open/", "https://far/"));
  reader.site = "";
  EXPECT_THAT(ReadScpEntries(entries, reader).urls,
              ElementsAre("https://open/", "https://far/", "https://own/"));
  reader.most = 1;
  EXPECT_THAT(ReadScpEntries(entries, reader).urls,
              ElementsAre("https://open/"));
}

// Found by random worlds. Fails if the password goes out a second time while a
// directory has it and is silent: what is rejected would be counted too late.
TEST(ScpSearch, LogsInAlone) {
  Policy policy = LogsIn("ldaps://dc.corp.test");
  policy.sources.push_back(Source::kRootDomain);
  bool at_the_directory = false;
  int logins = 0;
  const Simulated run = Simulate(
      {"ann@corp.test", Means{.password = true}, policy, 1, Timestamp{}},
      {.answer = [&](const Action& action, Timestamp /*now*/) -> Arrival {
         if (const auto* search = std::get_if<SearchDirectory>(&action)) {
           at_the_directory = true;
           return {TransportFailure{.timed_out = true}, search->limit};
         }
         if (!std::get<SendHttp>(action).login) {
           return {AsksForBasic(), std::chrono::milliseconds(10)};
         }
         ++logins;
         EXPECT_FALSE(at_the_directory);
         return {Ok(PoxSettings(kEws)), std::chrono::milliseconds(10)};
       },
       .on_report =
           [&](const Action& action, const Report& /*report*/,
               Timestamp /*now*/) {
             at_the_directory =
                 at_the_directory &&
                 !std::holds_alternative<SearchDirectory>(action);
           }});
  EXPECT_EQ(run.end, kFoundEws);
  EXPECT_EQ(logins, 1);
}

}  // namespace
}  // namespace autodiscover::core::testing
