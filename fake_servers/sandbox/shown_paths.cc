// SPDX-License-Identifier: Apache-2.0

#include "sandbox/shown_paths.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "sandbox/visible_paths.h"

namespace fake {
namespace {

namespace fs = std::filesystem;

std::string Absolute(const std::string& path) {
  std::error_code error;
  std::string absolute = fs::absolute(path, error).lexically_normal().string();
  if (absolute.size() > 1 && absolute.ends_with('/')) {
    absolute.pop_back();
  }
  return absolute;
}

// A file and, when it is reached through links, what it stands for.
void ShowFile(const std::string& path, std::vector<std::string>& shown) {
  std::error_code error;
  shown.push_back(DirectoryToShow(path));
  shown.push_back(DirectoryToShow(fs::canonical(path, error).string()));
}

}  // namespace

std::vector<std::string> AbsolutePaths(const std::vector<std::string>& paths) {
  std::vector<std::string> absolute;
  absolute.reserve(paths.size());
  for (const std::string& path : paths) {
    absolute.push_back(Absolute(path));
  }
  return WithoutContained(std::move(absolute));
}

std::vector<std::string> ShownPaths(const Needed& needed) {
  std::vector<std::string> shown = AbsolutePaths(needed.asked);
  if (LiesBelowFreshDirectory(needed.working_directory)) {
    shown.push_back(needed.working_directory);
  }
  ShowFile(needed.program, shown);
  std::error_code error;
  for (const std::string& argument : needed.command) {
    if (LiesBelowFreshDirectory(argument) && fs::exists(argument, error)) {
      ShowFile(Absolute(argument), shown);
    }
  }
  return WithoutContained(std::move(shown));
}

}  // namespace fake
