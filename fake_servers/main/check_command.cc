// SPDX-License-Identifier: Apache-2.0

#include "main/check_command.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "main/messages.h"
#include "sandbox/exit_code.h"
#include "world/world_file.h"

namespace fake {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// What lies among the scenarios and is none: the catalogue of rules, and which
// of them no scenario shows.
constexpr std::array<std::string_view, 2> kAboutScenarios = {
    "requirements.yaml", "without-scenario.yaml"};

struct Findings {
  std::vector<std::string> files;
  std::vector<Problem> problems;
};

bool IsScenario(const fs::path& path) {
  return path.extension() == ".yaml" &&
         std::ranges::find(kAboutScenarios, path.filename().string()) ==
             kAboutScenarios.end();
}

void CollectBelow(const std::string& directory, Findings& findings) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(directory, error);
  for (; !error && entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    if (IsScenario(entry->path())) {
      files.push_back(entry->path().string());
    }
  }
  if (error || files.empty()) {
    findings.problems.push_back(
        {.file = directory,
         .message = error ? "cannot be read: " + error.message()
                          : "there is no *.yaml below this directory"});
  }
  std::sort(files.begin(), files.end());
  findings.files.insert(findings.files.end(), files.begin(), files.end());
}

Findings Examine(const std::vector<std::string>& paths) {
  Findings findings;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      CollectBelow(path, findings);
    } else {
      findings.files.push_back(path);
    }
  }
  for (const std::string& file : findings.files) {
    LoadedWorld loaded = LoadWorld(file);
    if (auto* problems = std::get_if<std::vector<Problem>>(&loaded)) {
      std::move(problems->begin(), problems->end(),
                std::back_inserter(findings.problems));
    }
  }
  return findings;
}

void PrintJson(const Findings& findings) {
  json problems = json::array();
  for (const Problem& problem : findings.problems) {
    problems.push_back({{"file", problem.file},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"field", problem.field},
                        {"message", problem.message}});
  }
  const json document = {{"files", findings.files.size()},
                         {"problems", std::move(problems)}};
  // A file may hold bytes that are no UTF-8, and a message quote them.
  std::cout << document.dump(2, ' ', false, json::error_handler_t::replace)
            << '\n';
}

void PrintText(const Findings& findings) {
  Say(findings.problems);
  std::cout << findings.files.size()
            << (findings.files.size() == 1 ? " file, " : " files, ")
            << findings.problems.size()
            << (findings.problems.size() == 1 ? " problem\n" : " problems\n");
}

}  // namespace

int Check(const CheckOptions& options) {
  const Findings findings = Examine(options.paths);
  if (options.json) {
    PrintJson(findings);
  } else {
    PrintText(findings);
  }
  return findings.problems.empty() ? kExitSuccess : kExitProblems;
}

}  // namespace fake
