// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace autodiscover::tools {
namespace {

std::string Why(const std::string& path) {
  return path + ": " + std::strerror(errno);  // NOLINT(concurrency-mt-unsafe)
}

bool WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

std::string WriteWhole(const std::string& path, std::string_view text) {
  // Beside it, so that renaming is one step. Its mode is 0600.
  std::string temporary = path + ".XXXXXX";
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) {
    return Why(path);
  }
  const bool written = WriteAll(descriptor, text);
  const std::string why = written ? "" : Why(path);
  if (close(descriptor) == 0 && written &&
      std::rename(temporary.c_str(), path.c_str()) == 0) {
    return "";
  }
  const std::string late = why.empty() ? Why(path) : why;
  unlink(temporary.c_str());
  return late;
}

}  // namespace autodiscover::tools
