// SPDX-License-Identifier: Apache-2.0

#include "base/host_name.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

#include <arpa/inet.h>
#include <idn2.h>

#include "base/strings.h"
#include "base/utf8.h"

namespace autodiscover {
namespace {

constexpr std::size_t kNameBytesMax = 253;  // RFC 1035 2.3.4, as text.
constexpr std::size_t kLabelBytesMax = 63;

tl::unexpected<Error> Refuse(std::string why) {
  return Fail(ErrorCode::kInvalidAddress, std::move(why));
}

bool IsLabelCharacter(char c) {
  // RFC 1123 has no underscore; names in use do.
  return IsAsciiAlnum(c) || c == '-' || c == '_';
}

bool IsLabel(std::string_view label) {
  return !label.empty() && label.size() <= kLabelBytesMax &&
         label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, IsLabelCharacter);
}

// `0x7f`, `10`: a resolver takes a name that ends so for an address.
bool IsNumber(std::string_view label) {
  if (label.starts_with("0x")) {
    label.remove_prefix(2);
    return std::ranges::all_of(label, IsAsciiHexDigit);
  }
  return std::ranges::all_of(label, IsAsciiDigit);
}

std::string_view LastLabel(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

// A-labels of `name`, by UTS #46 without its transitional forms.
Result<std::string> ToALabels(std::string_view name) {
  if (IsAscii(name)) {
    return ToAsciiLower(name);
  }
  if (!IsUtf8(name) || name.size() > 4 * kNameBytesMax) {
    return Refuse("the name is not UTF-8 text of a sensible length");
  }
  char* labels = nullptr;
  const int code = idn2_to_ascii_8z(std::string(name).c_str(), &labels,
                                    IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<char, void (*)(void*)> owner(labels, idn2_free);
  if (code != IDN2_OK) {
    return Refuse(
        StrCat("the name cannot be written for DNS: ", idn2_strerror(code)));
  }
  return ToAsciiLower(labels);
}

Result<std::string> NormaliseIpv6(std::string_view text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  std::array<char, INET6_ADDRSTRLEN> shortest{};
  if (inet_pton(AF_INET6, std::string(text).c_str(), bytes.data()) != 1 ||
      inet_ntop(AF_INET6, bytes.data(), shortest.data(), shortest.size()) ==
          nullptr) {
    return Refuse("this is not an IPv6 address");
  }
  return StrCat("[", shortest.data(), "]");
}

bool IsIpv4(std::string_view text) {
  std::array<unsigned char, sizeof(in_addr)> bytes{};
  return inet_pton(AF_INET, std::string(text).c_str(), bytes.data()) == 1;
}

}  // namespace

Result<std::string> NormaliseHostName(std::string_view name) {
  Result<std::string> labels = ToALabels(name);
  if (!labels) {
    return labels;
  }
  if (labels->ends_with('.')) {
    labels->pop_back();
  }
  if (labels->empty()) {
    return Refuse("the name is empty");
  }
  if (labels->size() > kNameBytesMax) {
    return Refuse("the name is longer than DNS allows");
  }
  std::string_view rest = *labels;
  for (;;) {
    const std::size_t dot = rest.find('.');
    if (!IsLabel(rest.substr(0, dot))) {
      return Refuse(
          "the name has an empty part, or one that no host name may have");
    }
    if (dot == std::string_view::npos) {
      break;
    }
    rest.remove_prefix(dot + 1);
  }
  if (IsNumber(LastLabel(*labels))) {
    return Refuse("this is an address, not a name");
  }
  return labels;
}

Result<std::string> NormaliseUrlHost(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    return NormaliseIpv6(host.substr(1, host.size() - 2));
  }
  if (IsIpv4(host)) {
    return std::string(host);
  }
  return NormaliseHostName(host);
}

bool IsAddressLiteral(std::string_view host) {
  return host.starts_with('[') || IsIpv4(host);
}

bool IsInDomain(std::string_view host, std::string_view domain) {
  return host == domain ||
         (host.size() > domain.size() && host.ends_with(domain) &&
          host[host.size() - domain.size() - 1] == '.');
}

bool HasSingleLabel(std::string_view host) {
  return host.find('.') == std::string_view::npos;
}

}  // namespace autodiscover
