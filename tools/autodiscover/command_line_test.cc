// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/autodiscover/exit_codes.h"

namespace autodiscover::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Command Read(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "autodiscover");
  return ReadCommandLine(static_cast<int>(arguments.size()), arguments.data());
}

TEST(CommandLineTest, ReadsADiscovery) {
  const Command command = Read({"discover",
                                "ann@corp.test",
                                "--password-stdin",
                                "--explain",
                                "--username",
                                "CORP\\ann",
                                "--protocol",
                                "soap",
                                "--allow-redirect-to",
                                "a.test",
                                "--allow-redirect-to",
                                ".b.test",
                                "--no-srv",
                                "--no-basic",
                                "--auth",
                                "ntlm,basic",
                                "--timeout",
                                "1.5",
                                "--name-server",
                                "127.0.0.1:5353"});
  const auto* options = std::get_if<DiscoverOptions>(&command);
  ASSERT_NE(options, nullptr);
  EXPECT_EQ(options->address, "ann@corp.test");
  EXPECT_EQ(options->username, "CORP\\ann");
  EXPECT_TRUE(options->password_from_stdin);
  EXPECT_EQ(options->output, OutputForm::kExplain);
  EXPECT_EQ(options->protocol, "soap");
  EXPECT_FALSE(options->allow_basic);
  EXPECT_THAT(options->auth_schemes, ElementsAre("ntlm", "basic"));
  EXPECT_THAT(options->allow_redirect_to, ElementsAre("a.test", ".b.test"));
  EXPECT_THAT(options->skipped_sources, ElementsAre("srv"));
  EXPECT_THAT(options->network.name_servers, ElementsAre("127.0.0.1:5353"));
  EXPECT_EQ(options->timeout_s, 1.5);
}

TEST(CommandLineTest, ReadsWhichDirectoryToLookInto) {
  const auto options = std::get<DiscoverOptions>(
      Read({"discover", "ann@corp.test", "--scp", "ldaps://dc.corp.test",
            "--scp-site", "Main", "--scp-base", "CN=x", "--scp-login"}));
  EXPECT_EQ(options.directory.uri, "ldaps://dc.corp.test");
  EXPECT_EQ(options.directory.base, "CN=x");
  EXPECT_EQ(options.directory.site, "Main");
  EXPECT_TRUE(options.directory.login);
  const auto bulk = std::get<BulkOptions>(Read({"bulk", "--scp", "ldap:///"}));
  EXPECT_EQ(bulk.how.directory.uri, "ldap:///");
  EXPECT_FALSE(bulk.how.directory.login);
}

// Fails if an option that can do nothing is passed over in silence.
TEST(CommandLineTest, WantsADirectoryForWhatIsSaidOfIt) {
  for (const std::vector<const char*>& alone :
       std::vector<std::vector<const char*>>{
           {"--scp-site", "Main"}, {"--scp-base", "CN=x"}, {"--scp-login"}}) {
    std::vector<const char*> words = {"discover", "ann@corp.test"};
    words.insert(words.end(), alone.begin(), alone.end());
    const auto stop = std::get<Stop>(Read(words));
    EXPECT_EQ(stop.status, kExitUsage);
    EXPECT_THAT(stop.err, HasSubstr(std::string(alone[0]) + " requires --scp"));
  }
}

// Fails if a second value is taken for one of the option before it.
TEST(CommandLineTest, TakesOneValueWithEachRepeatedOption) {
  const auto options =
      std::get<DiscoverOptions>(Read({"discover", "--v2-host", "a.test",
                                      "--v2-host", "b.test", "ann@corp.test"}));
  EXPECT_EQ(options.address, "ann@corp.test");
  EXPECT_THAT(options.v2_hosts, ElementsAre("a.test", "b.test"));
}

TEST(CommandLineTest, ReadsTheFilesToWrite) {
  const Command command =
      Read({"discover", "ann@corp.test", "--record", "a", "--record-keep", "b",
            "--report", "c", "--rca", "d"});
  const auto* options = std::get_if<DiscoverOptions>(&command);
  ASSERT_NE(options, nullptr);
  EXPECT_EQ(options->record_file, "a");
  EXPECT_THAT(options->record_keep, ElementsAre("b"));
  EXPECT_EQ(options->report_file, "c");
  EXPECT_EQ(options->rca_file, "d");
}

TEST(CommandLineTest, ReadsACheck) {
  const Command command =
      Read({"check", "corp.test", "--json", "--v2-host", "a.test",
            "--allow-redirect-to", "b.test", "--timeout", "2.5"});
  const auto* options = std::get_if<CheckOptions>(&command);
  ASSERT_NE(options, nullptr);
  EXPECT_EQ(options->domain, "corp.test");
  EXPECT_TRUE(options->json);
  EXPECT_THAT(options->v2_hosts, ElementsAre("a.test"));
  EXPECT_THAT(options->allow_redirect_to, ElementsAre("b.test"));
  EXPECT_EQ(options->timeout_s, 2.5);
}

TEST(CommandLineTest, PrintsTheCompletion) {
  for (const char* shell : {"bash", "zsh"}) {
    const Command command = Read({"completion", shell});
    const auto* stop = std::get_if<Stop>(&command);
    ASSERT_NE(stop, nullptr);
    EXPECT_EQ(stop->status, 0);
    EXPECT_THAT(stop->out, HasSubstr("    discover) words='"));
    EXPECT_THAT(stop->out, HasSubstr("commands='list show clear'"));
    EXPECT_THAT(stop->out, HasSubstr("--report"));
  }
}

TEST(CommandLineTest, AllowsEverythingByDefault) {
  const Command command = Read({"discover", "ann@corp.test"});
  const auto* options = std::get_if<DiscoverOptions>(&command);
  ASSERT_NE(options, nullptr);
  EXPECT_TRUE(options->allow_basic);
  EXPECT_TRUE(options->skipped_sources.empty());
  EXPECT_EQ(options->output, OutputForm::kPlain);
}

TEST(CommandLineTest, TakesAnEndpointOverTlsOnly) {
  const std::string url =
      "https://mail.corp.test/autodiscover/autodiscover.svc";
  const Command command =
      Read({"discover", "ann@corp.test", "--endpoint", url.c_str()});
  const auto* options = std::get_if<DiscoverOptions>(&command);
  ASSERT_NE(options, nullptr);
  EXPECT_EQ(options->endpoint, url);
  const auto stop = std::get<Stop>(Read(
      {"discover", "ann@corp.test", "--endpoint", "http://mail.corp.test/"}));
  EXPECT_EQ(stop.status, kExitUsage);
  EXPECT_THAT(stop.err, HasSubstr("http://mail.corp.test/ is no https:// URL"));
}

TEST(CommandLineTest, ReadsTheAdapter) {
  EXPECT_EQ(std::get<AdapterOptions>(Read({"adapter"})).preset, "parallel");
  EXPECT_EQ(
      std::get<AdapterOptions>(Read({"adapter", "--preset", "outlook"})).preset,
      "outlook");
}

TEST(CommandLineTest, KnowsThePresets) {
  const auto options = std::get<DiscoverOptions>(
      Read({"discover", "ann@corp.test", "--preset", "strict"}));
  EXPECT_EQ(options.preset, "strict");
  const auto stop = std::get<Stop>(
      Read({"discover", "ann@corp.test", "--preset", "stricter"}));
  EXPECT_EQ(stop.status, 2);
  EXPECT_THAT(stop.err, HasSubstr("--preset"));
}

TEST(CommandLineTest, HelpsAndSaysItsVersion) {
  const auto help = std::get<Stop>(Read({"--help"}));
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.out, HasSubstr("Examples:"));
  EXPECT_THAT(help.out, HasSubstr("Exit codes:"));
  EXPECT_EQ(help.err, "");
  const auto version = std::get<Stop>(Read({"--version"}));
  EXPECT_EQ(version.status, 0);
  EXPECT_THAT(version.out, testing::StartsWith("autodiscover "));
}

TEST(CommandLineTest, RefusesWrongUsageWithOneMessage) {
  for (const std::vector<const char*>& wrong :
       std::vector<std::vector<const char*>>{
           {},
           {"discover"},
           {"discover", "a@corp.test", "--nonsense"},
           {"discover", "a@corp.test", "--protocol", "imap"},
           {"discover", "a@corp.test", "--want", "imap"},
           {"discover", "a@corp.test", "--want", "setting:"},
           {"discover", "a@corp.test", "--timeout", "0"},
           {"discover", "a@corp.test", "--json", "--explain"},
           {"discover", "a@corp.test", "--ca-file", "/does/not/exist"}}) {
    const Command command = Read(wrong);
    const auto* stop = std::get_if<Stop>(&command);
    ASSERT_NE(stop, nullptr);
    EXPECT_EQ(stop->status, kExitUsage);
    EXPECT_THAT(stop->err, HasSubstr("autodiscover: "));
    EXPECT_EQ(stop->out, "");
  }
}

// Fails if a password could be given where every process can read it.
TEST(CommandLineTest, TakesNoPassword) {
  EXPECT_TRUE(std::holds_alternative<Stop>(
      Read({"discover", "a@corp.test", "--password", "x"})));
}

TEST(CommandLineTest, RemembersUnlessToldOrAskedToExplain) {
  const auto uses_cache = [](std::vector<const char*> words) {
    words.insert(words.begin(), {"autodiscover", "discover", "ann@corp.test"});
    const Command command =
        ReadCommandLine(static_cast<int>(words.size()), words.data());
    const auto* options = std::get_if<DiscoverOptions>(&command);
    return options != nullptr && options->use_cache;
  };
  EXPECT_TRUE(uses_cache({}));
  EXPECT_TRUE(uses_cache({"--cache", "/x", "--explain"}));
  EXPECT_FALSE(uses_cache({"--explain"}));
  EXPECT_FALSE(uses_cache({"--no-cache"}));
}

TEST(CommandLineTest, ReadsTheCacheCommand) {
  const std::vector<const char*> words = {"autodiscover",  "cache",   "show",
                                          "ann@corp.test", "--cache", "/x"};
  const Command command =
      ReadCommandLine(static_cast<int>(words.size()), words.data());
  const auto* options = std::get_if<CacheOptions>(&command);
  ASSERT_NE(options, nullptr);
  EXPECT_EQ(options->action, CacheAction::kShow);
  EXPECT_EQ(options->address, "ann@corp.test");
  EXPECT_EQ(options->file, "/x");
}

}  // namespace
}  // namespace autodiscover::tools
