// SPDX-License-Identifier: Apache-2.0

#include "sandbox/visible_paths.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fake {
namespace {

bool LiesBelow(std::string_view path, std::string_view directory) {
  return path.size() > directory.size() + 1 && path.starts_with(directory) &&
         path[directory.size()] == '/';
}

}  // namespace

bool LiesBelowFreshDirectory(std::string_view path) {
  return std::any_of(
      std::begin(kFreshDirectories), std::end(kFreshDirectories),
      [path](std::string_view fresh) { return LiesBelow(path, fresh); });
}

std::string DirectoryToShow(std::string_view path) {
  if (!LiesBelowFreshDirectory(path)) {
    return {};
  }
  std::string parent = std::filesystem::path(path).parent_path().string();
  return LiesBelowFreshDirectory(parent) ? parent : std::string(path);
}

std::vector<std::string> WithoutContained(std::vector<std::string> paths) {
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> kept;
  for (std::string& path : paths) {
    const bool contained =
        std::any_of(kept.begin(), kept.end(), [&path](const std::string& up) {
          return path == up || LiesBelow(path, up);
        });
    if (!path.empty() && !contained) {
      kept.push_back(std::move(path));
    }
  }
  return kept;
}

}  // namespace fake
