// SPDX-License-Identifier: Apache-2.0
//
// A folder for the files of one test.

#ifndef AUTODISCOVER_CACHE_TEMPORARY_FOLDER_H_
#define AUTODISCOVER_CACHE_TEMPORARY_FOLDER_H_

#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <stdlib.h>  // NOLINT: mkdtemp is not in <cstdlib>.

namespace autodiscover::cache {

class TemporaryFolder {
 public:
  TemporaryFolder() : path_(testing::TempDir() + "cache-XXXXXX") {
    EXPECT_NE(mkdtemp(path_.data()), nullptr);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&&) = delete;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;

  [[nodiscard]] std::string File(const std::string& name) const {
    return path_ + "/" + name;
  }

 private:
  std::string path_;
};

}  // namespace autodiscover::cache

#endif  // AUTODISCOVER_CACHE_TEMPORARY_FOLDER_H_
