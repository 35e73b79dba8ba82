// SPDX-License-Identifier: Apache-2.0
//
// Chance for random worlds: the same for the same seed and text.

#ifndef AUTODISCOVER_CORE_RANDOM_LOT_H_
#define AUTODISCOVER_CORE_RANDOM_LOT_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/strings.h"
#include "core/srv_order.h"

namespace autodiscover::core::testing {

// In the policy's list of those that V2 may name.
inline constexpr const char* kKnownHost = "known.test";

// Numbers that belong to one text.
class RandomLot {
 public:
  RandomLot(std::uint32_t seed, std::string_view text)
      : random_(Hash(seed, text)) {}

  std::uint32_t Below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(random_.UpTo(bound - 1));
  }
  bool Chance(std::uint32_t percent) { return Below(100) < percent; }

  std::string InsideHost() {
    constexpr std::array kHosts = {"corp.test", "mail.corp.test",
                                   "autodiscover.corp.test", "x.corp.test"};
    return kHosts.at(Below(kHosts.size()));
  }
  std::string AnyHost() {
    constexpr std::array kHosts = {"evil.test", "corp.test.evil.test",
                                   "evilcorp.test", "hoster.test"};
    return Chance(60) ? InsideHost() : kHosts.at(Below(kHosts.size()));
  }
  std::string Directory() {
    constexpr std::array kDirectories = {
        "ldap://dc.corp.test", "ldaps://dc.corp.test", "ldap://dc2.corp.test",
        "ldaps://dc2.corp.test", "ldap://dc.evil.test"};
    return kDirectories.at(Below(kDirectories.size()));
  }
  // What a V2 answer may name: with the one that the policy knows.
  std::string V2Host() { return Chance(20) ? kKnownHost : AnyHost(); }
  std::string UrlAt(const std::string& host) {
    const std::string_view scheme = Chance(90) ? "https://" : "http://";
    const std::string path = Chance(50) ? "/autodiscover/autodiscover.xml"
                                        : StrCat("/p", Below(4), ".xml");
    return StrCat(scheme, Chance(5) ? "corp.test@" : "", host,
                  Chance(10) ? ":8443" : "", path);
  }

 private:
  static std::uint64_t Hash(std::uint32_t seed, std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325U ^ seed;
    for (const char c : text) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return hash;
  }

  Random random_;
};

}  // namespace autodiscover::core::testing

#endif  // AUTODISCOVER_CORE_RANDOM_LOT_H_
