// SPDX-License-Identifier: Apache-2.0

#include "world/body_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fake {
namespace {

// As much as a padded body may have.
constexpr std::size_t kBytesMax = 64UL * 1024 * 1024;

// An open file, closed in the end. wire/ has one too, but knows this folder.
class Handle {
 public:
  explicit Handle(int fd) : fd_(fd) {}
  ~Handle() { Close(); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle(Handle&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    Close();
    fd_ = std::exchange(other.fd_, -1);
    return *this;
  }
  [[nodiscard]] bool valid() const { return fd_ >= 0; }
  [[nodiscard]] int get() const { return fd_; }

 private:
  // What failed stays known.
  void Close() const {
    const int error = errno;
    if (valid()) {
      ::close(fd_);
    }
    errno = error;
  }
  int fd_;
};

std::string Failure() {
  return "cannot be read: " + std::generic_category().message(errno);
}

std::string FolderOf(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

// The parts of a relative path; empty when it leads out of its folder.
std::vector<std::string> PartsOf(const std::string& name) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (at <= name.size()) {
    const auto end = std::min(name.find('/', at), name.size());
    parts.push_back(name.substr(at, end - at));
    const std::string& part = parts.back();
    if (part.empty() || part == "." || part == "..") {
      return {};
    }
    at = end + 1;
  }
  return parts;
}

// Step by step, and through no link.
Handle OpenBelow(const std::string& folder,
                 const std::vector<std::string>& parts) {
  Handle at(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (std::size_t i = 0; at.valid() && i < parts.size(); ++i) {
    const int kind = i + 1 < parts.size() ? O_DIRECTORY : O_NONBLOCK;
    at = Handle(::openat(at.get(), parts[i].c_str(),
                         O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind));
  }
  return at;
}

}  // namespace

BodyFile ReadBodyFile(const std::string& scenario, const std::string& name) {
  const auto parts = PartsOf(name);
  if (parts.empty()) {
    return {.problem =
                "must be the name of a file in the scenario's folder or below "
                "it, without `.` and `..`"};
  }
  const Handle file = OpenBelow(FolderOf(scenario), parts);
  struct stat facts = {};
  if (!file.valid() || ::fstat(file.get(), &facts) != 0) {
    return {.problem = errno == ELOOP ? "is a link, and links are not followed"
                                      : Failure()};
  }
  if (!S_ISREG(facts.st_mode)) {
    return {.problem = "is no regular file"};
  }
  BodyFile read;
  std::array<char, 64UL * 1024> buffer;
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0) {
      return {.problem = Failure()};
    }
    if (got == 0) {
      return read;
    }
    read.bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (read.bytes.size() > kBytesMax) {
      return {.problem = "must have at most 64 MiB"};
    }
  }
}

}  // namespace fake
