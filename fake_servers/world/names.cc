// SPDX-License-Identifier: Apache-2.0

#include "world/names.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <arpa/inet.h>

#include "history/letter_case.h"

namespace fake {
namespace {

// RFC 1035 2.3.4. 255 bytes on the wire are 253 characters of text.
constexpr std::size_t kNameMax = 253;
constexpr std::size_t kLabelMax = 63;

bool IsLabelCharacter(char c, NameKind kind) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '-' ||
         (c == '_' && (kind == NameKind::kDns || kind == NameKind::kZone));
}

std::optional<std::string> LabelProblem(std::string_view label, NameKind kind) {
  if (label.empty()) {
    return "an empty label (two dots, or one in front)";
  }
  if (label.size() > kLabelMax) {
    return "a label of more than 63 characters";
  }
  const bool ascii = std::ranges::all_of(
      label, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii) {
    return "write an internationalised name as the wire has it (xn--…)";
  }
  if (!std::ranges::all_of(
          label, [kind](char c) { return IsLabelCharacter(c, kind); })) {
    return kind == NameKind::kDns || kind == NameKind::kZone
               ? "letters, digits, hyphens and underscores are allowed"
               : "letters, digits and hyphens are allowed";
  }
  if (label.front() == '-' || label.back() == '-') {
    return "a label neither begins nor ends with a hyphen";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> NameProblem(std::string_view name, NameKind kind) {
  if (name.ends_with('.')) {
    name.remove_suffix(1);
  }
  if (name.size() > kNameMax) {
    return "more than 253 characters";
  }
  if ((kind == NameKind::kCertificate || kind == NameKind::kZone) &&
      name.starts_with("*.")) {
    name.remove_prefix(2);
  }
  while (true) {
    const std::size_t dot = name.find('.');
    if (auto problem = LabelProblem(name.substr(0, dot), kind)) {
      return problem;
    }
    if (dot == std::string_view::npos) {
      return std::nullopt;
    }
    name.remove_prefix(dot + 1);
  }
}

std::string CanonicalName(std::string_view name) {
  if (name.size() > 1 && name.ends_with('.')) {
    name.remove_suffix(1);
  }
  return ToLower(name);
}

std::optional<Address> ParseAddress(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  std::array<char, INET6_ADDRSTRLEN> canonical{};
  for (const Family family : {Family::kIpv4, Family::kIpv6}) {
    const int af = family == Family::kIpv4 ? AF_INET : AF_INET6;
    if (inet_pton(af, text.c_str(), bytes.data()) == 1) {
      inet_ntop(af, bytes.data(), canonical.data(), canonical.size());
      return Address{.family = family, .text = canonical.data()};
    }
  }
  return std::nullopt;
}

bool IsUnicast(const Address& address) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  if (address.family == Family::kIpv6) {
    inet_pton(AF_INET6, address.text.c_str(), bytes.data());
    return address.text != "::" && bytes[0] != 0xFF;
  }
  inet_pton(AF_INET, address.text.c_str(), bytes.data());
  return bytes[0] != 0 && bytes[0] < 224;
}

}  // namespace fake
