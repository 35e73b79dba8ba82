// SPDX-License-Identifier: Apache-2.0

#include "core/random_lot.h"

#include <array>

#include "base/strings.h"

namespace autodiscover::core::testing {
namespace {

std::uint64_t Hash(std::uint32_t seed, std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U ^ seed;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  return hash;
}

}  // namespace

RandomLot::RandomLot(std::uint32_t seed, std::string_view text)
    : random_(Hash(seed, text)) {}

std::uint32_t RandomLot::Below(std::uint32_t bound) {
  return static_cast<std::uint32_t>(random_.UpTo(bound - 1));
}

bool RandomLot::Chance(std::uint32_t percent) { return Below(100) < percent; }

std::string RandomLot::InsideHost() {
  constexpr std::array kHosts = {"corp.test", "mail.corp.test",
                                 "autodiscover.corp.test", "x.corp.test"};
  return kHosts.at(Below(kHosts.size()));
}

std::string RandomLot::AnyHost() {
  constexpr std::array kHosts = {"evil.test", "corp.test.evil.test",
                                 "evilcorp.test", "hoster.test"};
  return Chance(60) ? InsideHost() : kHosts.at(Below(kHosts.size()));
}

std::string RandomLot::Directory() {
  constexpr std::array kDirectories = {
      "ldap://dc.corp.test", "ldaps://dc.corp.test", "ldap://dc2.corp.test",
      "ldaps://dc2.corp.test", "ldap://dc.evil.test"};
  return kDirectories.at(Below(kDirectories.size()));
}

std::string RandomLot::V2Host() { return Chance(20) ? kKnownHost : AnyHost(); }

std::string RandomLot::UrlAt(const std::string& host) {
  const std::string_view scheme = Chance(90) ? "https://" : "http://";
  const std::string path = Chance(50) ? "/autodiscover/autodiscover.xml"
                                      : StrCat("/p", Below(4), ".xml");
  return StrCat(scheme, Chance(5) ? "corp.test@" : "", host,
                Chance(10) ? ":8443" : "", path);
}

}  // namespace autodiscover::core::testing
