// SPDX-License-Identifier: Apache-2.0

#include "sandbox/environment.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fake {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::StartsWith;

ReadVariable Callers(std::map<std::string, std::string> variables) {
  return [variables](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) {
      return std::nullopt;
    }
    return found->second;
  };
}

TEST(EnvironmentTest, KeepsNoVariableThatCouldChangeTheOutcome) {
  const std::vector<std::string> environment =
      CommandEnvironment(Callers({{"PATH", "/bin"},
                                  {"https_proxy", "http://proxy.test"},
                                  {"HOME", "/srv/ann"},
                                  {"SSL_CERT_FILE", "/mine.pem"}}),
                         {});
  EXPECT_THAT(environment, Contains("PATH=/bin"));
  EXPECT_THAT(environment, Not(Contains(StartsWith("https_proxy="))));
  EXPECT_THAT(environment, Contains("HOME=/run/home"));
  EXPECT_THAT(environment,
              Contains("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"));
}

TEST(EnvironmentTest, SetsAndKeepsWhatIsAskedFor) {
  const std::vector<std::string> environment = CommandEnvironment(
      Callers({{"DISPLAY", ":0"}}),
      {"DISPLAY", "A=b=c", "EMPTY=", "HOME=/x", "NOT_EXPORTED"});
  EXPECT_THAT(environment, Contains("DISPLAY=:0"));
  EXPECT_THAT(environment, Contains("A=b=c"));
  EXPECT_THAT(environment, Contains("EMPTY="));
  EXPECT_THAT(environment, Contains("HOME=/x"));
  EXPECT_THAT(environment, Not(Contains(StartsWith("NOT_EXPORTED"))));
}

TEST(EnvironmentTest, FindsAVariableByItsWholeName) {
  const std::vector<std::string> environment = {"PATHS=x", "PATH=/bin"};
  EXPECT_EQ(FindVariable(environment, "PATH"), "/bin");
  EXPECT_EQ(FindVariable(environment, "PAT"), std::nullopt);
}

}  // namespace
}  // namespace fake
