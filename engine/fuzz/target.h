// SPDX-License-Identifier: Apache-2.0
//
// What every fuzz target defines. libFuzzer fixes the name and the types.

#ifndef AUTODISCOVER_FUZZ_TARGET_H_
#define AUTODISCOVER_FUZZ_TARGET_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Feeds one input; gives 0. Aborts if what must hold does not.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

inline void Feed(std::string_view bytes) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                         bytes.size());
}

// The input as text.
inline std::string_view AsText(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  return {reinterpret_cast<const char*>(data), size};
}

// Unlike assert, also in an optimised build.
inline void MustHold(bool condition) {
  if (!condition) {
    std::abort();
  }
}

#endif  // AUTODISCOVER_FUZZ_TARGET_H_
