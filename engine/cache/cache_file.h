// SPDX-License-Identifier: Apache-2.0
//
// The file below the cache: where it is, whose it is, who may make it anew.

#ifndef AUTODISCOVER_CACHE_CACHE_FILE_H_
#define AUTODISCOVER_CACHE_CACHE_FILE_H_

#include <string>

#include "autodiscover/result.h"

namespace autodiscover::cache {

// Makes the folder (0700) and the file (0600) if they are not there, and takes
// other users' rights away. An error when it is no regular file of this user.
[[nodiscard]] Result<std::string> ClaimFile(const std::string& path);

// Removes the file and what SQLite keeps beside it.
void RemoveFile(const std::string& path);

// Held by the process that opens the file, for as long as it looks at what is
// there and, if need be, makes it anew: so no process takes away what another
// has just made.
class FileLock {
 public:
  explicit FileLock(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  FileLock(FileLock&&) = delete;
  FileLock& operator=(FileLock&&) = delete;

 private:
  int descriptor_;
};

}  // namespace autodiscover::cache

#endif  // AUTODISCOVER_CACHE_CACHE_FILE_H_
