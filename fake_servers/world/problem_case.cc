// SPDX-License-Identifier: Apache-2.0

#include "world/problem_case.h"

#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world/world_file.h"

namespace fake {
namespace {

// `text` with HTTPS in the place of the long path.
std::string Shortened(std::string text) {
  const std::string path = " world.hosts.mail.corp.test.https";
  const std::size_t at = text.find(path);
  return at == std::string::npos ? text
                                 : text.replace(at, path.size(), " HTTPS");
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const ProblemCase& a_case) {
  return out << a_case.name;
}

std::string Https(const std::string& fields) {
  return kHost + ("      https: {" + fields + "}\n");
}

void ExpectProblems(const ProblemCase& a_case) {
  const LoadedWorld loaded = ParseWorld(a_case.yaml, "world.yaml");
  const auto* problems = std::get_if<std::vector<Problem>>(&loaded);
  ASSERT_NE(problems, nullptr) << "nothing is wrong with\n" << a_case.yaml;
  std::vector<std::string> told;
  for (const Problem& problem : *problems) {
    const std::string text = ToString(problem);
    const std::string file = "world.yaml:";
    ASSERT_EQ(text.substr(0, file.size()), file);
    told.push_back(Shortened(text.substr(file.size())));
  }
  EXPECT_THAT(told, testing::ElementsAreArray(a_case.problems));
}

}  // namespace fake
