// SPDX-License-Identifier: Apache-2.0

#include "sandbox/program_search.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include <unistd.h>

#include "sandbox/exit_code.h"

namespace fake {
namespace {

namespace fs = std::filesystem;

FoundProgram Look(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) {
    return {.exit_code = kExitNotFound};
  }
  if (fs::is_directory(path, error) || access(path.c_str(), X_OK) != 0) {
    return {.exit_code = kExitNotExecutable};
  }
  const fs::path absolute = fs::absolute(path, error);
  return {.path = absolute.lexically_normal().string()};
}

}  // namespace

FoundProgram FindProgram(const std::string& name,
                         std::string_view search_path) {
  if (name.find('/') != std::string::npos) {
    return Look(name);
  }
  FoundProgram result{.exit_code = kExitNotFound};
  while (!name.empty() && !search_path.empty()) {
    const std::size_t colon = search_path.find(':');
    const std::string_view directory = search_path.substr(0, colon);
    search_path.remove_prefix(
        colon == std::string_view::npos ? search_path.size() : colon + 1);
    const FoundProgram found =
        Look(fs::path(directory.empty() ? "." : directory) / name);
    if (!found.path.empty()) {
      return found;
    }
    // A file that may not be run is remembered, but a later one may do.
    if (found.exit_code == kExitNotExecutable) {
      result = found;
    }
  }
  return result;
}

}  // namespace fake
