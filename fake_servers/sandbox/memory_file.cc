// SPDX-License-Identifier: Apache-2.0

#include "sandbox/memory_file.h"

#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "wire/unique_fd.h"

namespace fake {

UniqueFd MakeMemoryFile(const char* name, std::string_view content) {
  UniqueFd fd(memfd_create(name, MFD_CLOEXEC));
  if (!fd.valid() || !WriteAll(fd.get(), content) ||
      lseek(fd.get(), 0, SEEK_SET) != 0) {
    return {};
  }
  return fd;
}

std::optional<std::string> ReadToEnd(int fd) {
  std::string content;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t count = read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return std::nullopt;
    }
    if (count == 0) {
      return content;
    }
    content.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

std::optional<std::string> ReadWholeFd(int fd) {
  if (lseek(fd, 0, SEEK_SET) != 0) {
    return std::nullopt;
  }
  return ReadToEnd(fd);
}

bool WriteAll(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = write(fd, content.data(), content.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return false;
    }
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void KeepOnExec(int fd) { fcntl(fd, F_SETFD, 0); }

}  // namespace fake
