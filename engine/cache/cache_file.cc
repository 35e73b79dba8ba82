// SPDX-License-Identifier: Apache-2.0

#include "cache/cache_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "autodiscover/cache.h"

namespace autodiscover::cache {
namespace {

constexpr mode_t kPrivate = S_IRUSR | S_IWUSR;

int OpenPrivate(const std::string& path) {
  return open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
              kPrivate);
}

std::string WhyNotOurs(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) {
    return std::strerror(errno);
  }
  if (!S_ISREG(status.st_mode)) {
    return "it is no regular file";
  }
  if (status.st_uid != geteuid()) {
    return "it belongs to another user";
  }
  return fchmod(descriptor, kPrivate) == 0 ? "" : std::strerror(errno);
}

}  // namespace

Result<std::string> ClaimFile(const std::string& path) {
  const std::filesystem::path folder =
      std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty() && std::filesystem::create_directories(folder, error)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all,
                                 error);
  }
  const int descriptor = OpenPrivate(path);
  const std::string why =
      descriptor < 0 ? std::strerror(errno) : WhyNotOurs(descriptor);
  if (descriptor >= 0) {
    close(descriptor);
  }
  if (!why.empty()) {
    return Fail(ErrorCode::kRefusedByPolicy,
                "The cache file " + path + " cannot be used: " + why + ".");
  }
  return path;
}

void RemoveFile(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    unlink((path + suffix).c_str());
  }
}

FileLock::FileLock(const std::string& path)
    : descriptor_(OpenPrivate(path + ".lock")) {
  // Without the lock the file can still be used: SQLite has locks of its own.
  while (descriptor_ >= 0 && flock(descriptor_, LOCK_EX) != 0 &&
         errno == EINTR) {
  }
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) {
    close(descriptor_);
  }
}

}  // namespace autodiscover::cache

namespace autodiscover {

std::string DefaultCacheFile() {
  constexpr const char* kName = "/autodiscover/cache-2.sqlite";
  // Relative paths are to be passed over, says the XDG Base Directory
  // Specification.
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && cache[0] == '/') {
    return std::string(cache) + kName;
  }
  const char* home = std::getenv("HOME");
  return home != nullptr && home[0] == '/'
             ? std::string(home) + "/.cache" + kName
             : "";
}

}  // namespace autodiscover
