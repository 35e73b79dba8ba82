// SPDX-License-Identifier: Apache-2.0
//
// Stands in for libFuzzer in an ordinary build: gives each file of the named
// folders to the fuzz target once. Fails if there is none.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

namespace {

void Replay(const std::filesystem::path& path) {
  // Flushed: the next line may crash.
  std::cout << path.string() << '\n' << std::flush;
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  const std::string bytes = text.str();
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                         bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  int files = 0;
  for (int i = 1; i < argc; ++i) {
    std::error_code error;
    for (const auto& entry :
         std::filesystem::directory_iterator(argv[i], error)) {
      Replay(entry.path());
      ++files;
    }
  }
  return files > 0 ? 0 : 1;
}
