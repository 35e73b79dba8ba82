// SPDX-License-Identifier: Apache-2.0
//
// For the tables of broken scenarios: a text, and each problem in it as it is
// shown to people.

#ifndef FAKE_SERVERS_WORLD_PROBLEM_CASE_H_
#define FAKE_SERVERS_WORLD_PROBLEM_CASE_H_

#include <ostream>
#include <string>
#include <vector>

namespace fake {

struct ProblemCase {
  const char* name;
  std::string yaml;
  // `line:column: field: message`. `HTTPS` stands for the path of the service
  // that Https() makes.
  std::vector<std::string> problems;
};

std::ostream& operator<<(std::ostream& out, const ProblemCase& a_case);

// The lines above the fields of the host mail.corp.test, which begin with six
// spaces.
inline constexpr const char* kHost = "world:\n  hosts:\n    mail.corp.test:\n";

// A world with one service at mail.corp.test; `fields` on its fourth line.
std::string Https(const std::string& fields);

void ExpectProblems(const ProblemCase& a_case);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_PROBLEM_CASE_H_
