// SPDX-License-Identifier: Apache-2.0

#include "world/world_file.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>
#include <tuple>
#include <utility>

#include "world/scenario_reader.h"
#include "world/yaml_tree.h"

namespace fake {

std::string ToString(const Problem& problem) {
  std::string text = problem.file + ':';
  if (problem.line > 0) {
    text += std::to_string(problem.line) + ':' +
            std::to_string(problem.column) + ':';
  }
  text += ' ';
  if (!problem.field.empty()) {
    text += problem.field + ": ";
  }
  return text + problem.message;
}

LoadedWorld LoadWorld(const std::string& path) {
  errno = 0;
  std::ostringstream text;
  {
    const std::ifstream file(path, std::ios::binary);
    text << file.rdbuf();
    if (file && errno == 0) {
      BodyFiles files;
      return ParseWorld(text.str(), path, &files);
    }
  }
  const int error = errno != 0 ? errno : EIO;
  return std::vector<Problem>{
      {.file = path,
       .message = "cannot be read: " + std::generic_category().message(error)}};
}

LoadedWorld ParseWorld(const std::string& text, const std::string& name,
                       BodyFiles* files) {
  const auto parsed = ParseYaml(text);
  if (const auto* error = std::get_if<YamlError>(&parsed)) {
    return std::vector<Problem>{{.file = name,
                                 .line = error->line,
                                 .column = error->column,
                                 .message = error->message}};
  }
  ReadContext context{.file = name, .problems = {}, .files = files};
  World world =
      ReadScenario({context, *std::get<YamlDocument>(parsed).root, ""}, name);
  if (context.problems.empty()) {
    return world;
  }
  std::ranges::stable_sort(
      context.problems, [](const Problem& a, const Problem& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
      });
  return std::move(context.problems);
}

}  // namespace fake
