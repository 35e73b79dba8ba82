// SPDX-License-Identifier: Apache-2.0

#include "world/dns_records.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <arpa/inet.h>

#include "world/scalars.h"

namespace fake {
namespace {

constexpr std::size_t kTxtBytesMax = 255;
constexpr std::size_t kRawBytesMax = 4096;
constexpr std::string_view kNumber = "{n}";

std::optional<std::uint16_t> ParseU16(const std::string& text) {
  std::uint16_t value = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  return parsed.ec == std::errc() && parsed.ptr == end
             ? std::optional<std::uint16_t>(value)
             : std::nullopt;
}

// `text` with its number filled in.
std::string Numbered(std::string text, int number) {
  const std::size_t at = text.find(kNumber);
  return at == std::string::npos
             ? text
             : text.replace(at, kNumber.size(), std::to_string(number));
}

std::optional<std::string> FromHex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned value = 0;
    const char* begin = hex.data() + i;
    const auto parsed = std::from_chars(begin, begin + 2, value, 16);
    if (i + 2 > hex.size() || parsed.ec != std::errc() ||
        parsed.ptr != begin + 2) {
      return std::nullopt;
    }
    bytes.push_back(static_cast<char>(value));
  }
  return bytes;
}

// `text`, a literal address, and `more` of them upwards.
std::string AddressPlus(const std::string& text, unsigned more) {
  const bool six = text.find(':') != std::string::npos;
  const int family = six ? AF_INET6 : AF_INET;
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  inet_pton(family, text.c_str(), bytes.data());
  for (std::size_t i = six ? 16 : 4; i > 0 && more > 0; --i) {
    more += bytes.at(i - 1);
    bytes.at(i - 1) = static_cast<unsigned char>(more & 0xFFU);
    more >>= 8U;
  }
  std::array<char, INET6_ADDRSTRLEN> out{};
  inet_ntop(family, bytes.data(), out.data(), out.size());
  return out.data();
}

}  // namespace

void ReadAddresses(const Cursor& at, Family family,
                   std::vector<std::string>& out) {
  const std::string wanted =
      family == Family::kIpv4 ? "an IPv4 address" : "an IPv6 address";
  at.ForEachItem("a list of addresses", [&](const Cursor& item) {
    const auto address =
        item.is_scalar() ? ParseAddress(item.text()) : std::optional<Address>();
    if (!address || address->family != family) {
      item.Complain("must be " + wanted);
      return;
    }
    out.push_back(address->text);
  });
}

void ReadSrv(const Cursor& at, DnsName& out) {
  const auto text = ReadText(at);
  if (!text) {
    return;
  }
  std::istringstream words(*text);
  std::array<std::string, 5> word;
  for (std::string& one : word) {
    words >> one;
  }
  const auto priority = ParseU16(word[0]);
  const auto weight = ParseU16(word[1]);
  const auto port = ParseU16(word[2]);
  if (!priority || !weight || !port || word[3].empty() || !word[4].empty()) {
    at.Complain(
        "must be \"PRIORITY WEIGHT PORT TARGET\", three numbers from 0 "
        "to 65535 and a name");
    return;
  }
  const auto problem = NameProblem(Numbered(word[3], 1), NameKind::kDns);
  if (word[3] != "." && problem) {
    at.Complain("the target `" + word[3] + "` is not a name: " + *problem);
    return;
  }
  out.srv.push_back({.priority = *priority,
                     .weight = *weight,
                     .port = *port,
                     .target = CanonicalName(word[3])});
}

void ReadCname(const Cursor& at, DnsName& out) {
  const auto name = ReadText(at);
  if (!name) {
    return;
  }
  if (const auto problem = NameProblem(*name, NameKind::kDns)) {
    at.Complain("not a name: " + *problem);
    return;
  }
  out.cname = CanonicalName(*name);
}

void ReadTxt(const Cursor& at, DnsName& out) {
  out.txt = ReadTexts(at);
  for (const std::string& text : out.txt) {
    if (text.size() > kTxtBytesMax) {
      at.Complain("a text must have at most 255 bytes");
    }
  }
}

void ReadRaw(const Cursor& at, DnsName& out) {
  static const Words<std::uint16_t> known = {
      {"A", 1}, {"CNAME", 5}, {"TXT", 16}, {"AAAA", 28}, {"SRV", 33}};
  const auto text = ReadText(at);
  if (!text) {
    return;
  }
  std::istringstream words(*text);
  std::string type;
  std::string hex;
  std::string rest;
  words >> type >> hex >> rest;
  const auto bytes = FromHex(hex);
  for (const auto& [word, number] : known) {
    if (word == type && bytes && rest.empty() &&
        bytes->size() <= kRawBytesMax) {
      out.raw.push_back({.type = number, .data = *bytes});
      return;
    }
  }
  at.Complain(
      "must be \"TYPE HEX\": A, AAAA, CNAME, SRV or TXT, and the bytes of its "
      "data, two digits each (none for no data)");
}

void Multiply(DnsName& name, int times) {
  const DnsName once = name;
  for (int n = 2; n <= times; ++n) {
    const auto more = static_cast<unsigned>(n - 1);
    for (const std::string& address : once.a) {
      name.a.push_back(AddressPlus(address, more));
    }
    for (const std::string& address : once.aaaa) {
      name.aaaa.push_back(AddressPlus(address, more));
    }
    for (SrvRecord srv : once.srv) {
      srv.target = Numbered(srv.target, n);
      name.srv.push_back(std::move(srv));
    }
  }
  for (std::size_t i = 0; i < once.srv.size(); ++i) {
    name.srv[i].target = Numbered(name.srv[i].target, 1);
  }
}

}  // namespace fake
