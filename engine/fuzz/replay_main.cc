// SPDX-License-Identifier: Apache-2.0
//
// Feeds every file below the given folders to a fuzz target, so that what once
// broke is tried again in every build. Exit: 0 all passed; 2 nothing to feed. A
// target that finds a fault aborts.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <system_error>

#include "fuzz/target.h"

namespace {

// The number of files fed; -1: the folder cannot be read.
int FeedFolder(const std::string& folder) {
  std::error_code error;
  int fed = 0;
  for (std::filesystem::directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    std::ifstream file(entry->path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    Feed(bytes);
    ++fed;
  }
  return error ? -1 : fed;
}

}  // namespace

int main(int argc, char** argv) {
  int total = 0;
  for (int i = 1; i < argc; ++i) {
    const int fed = FeedFolder(argv[i]);
    if (fed <= 0) {
      std::cerr << argv[i] << ": no corpus here\n";
      return 2;
    }
    total += fed;
  }
  std::cout << total << " files replayed\n";
  return total > 0 ? 0 : 2;
}
