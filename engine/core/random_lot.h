// SPDX-License-Identifier: Apache-2.0
//
// Chance for random worlds: the same for the same seed and text.

#ifndef AUTODISCOVER_CORE_RANDOM_LOT_H_
#define AUTODISCOVER_CORE_RANDOM_LOT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "core/srv_order.h"

namespace autodiscover::core::testing {

// In the policy's list of those that V2 may name.
inline constexpr const char* kKnownHost = "known.test";

// Numbers that belong to one text.
class RandomLot {
 public:
  RandomLot(std::uint32_t seed, std::string_view text);

  std::uint32_t Below(std::uint32_t bound);
  bool Chance(std::uint32_t percent);

  // In corp.test.
  std::string InsideHost();
  std::string AnyHost();
  std::string Directory();
  // What a V2 answer may name: with the one that the policy knows.
  std::string V2Host();
  std::string UrlAt(const std::string& host);

 private:
  Random random_;
};

}  // namespace autodiscover::core::testing

#endif  // AUTODISCOVER_CORE_RANDOM_LOT_H_
