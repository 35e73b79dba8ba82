// SPDX-License-Identifier: Apache-2.0

#include "base/ldap_uri.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/host_name.h"
#include "base/strings.h"

namespace autodiscover {
namespace {

constexpr std::uint16_t kLdapPort = 389;
constexpr std::uint16_t kLdapsPort = 636;

// Nothing for a broken escape, and for a control character.
std::optional<std::string> Unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      constexpr int kHexadecimal = 16;
      unsigned value = 0;
      const std::string_view digits = text.substr(i + 1, 2);
      const auto read = std::from_chars(
          digits.data(), digits.data() + digits.size(), value, kHexadecimal);
      if (digits.size() != 2 || read.ptr != digits.data() + 2) {
        return std::nullopt;
      }
      c = static_cast<char>(value);
      i += 2;
    }
    if (IsAsciiControl(c)) {
      return std::nullopt;
    }
    plain += c;
  }
  return plain;
}

// `[2001:db8::1]:389` and `host:389` in two; the port is empty without one.
std::pair<std::string_view, std::string_view> SplitPort(
    std::string_view authority) {
  const std::size_t colon = authority.rfind(':');
  if (colon == std::string_view::npos || authority.ends_with(']')) {
    return {authority, ""};
  }
  return {authority.substr(0, colon), authority.substr(colon + 1)};
}

std::optional<std::uint16_t> PortOf(std::string_view text) {
  std::uint16_t port = 0;
  const auto read =
      std::from_chars(text.data(), text.data() + text.size(), port);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() ||
      port == 0) {
    return std::nullopt;
  }
  return port;
}

tl::unexpected<Error> Bad(std::string_view what) {
  return Fail(ErrorCode::kServerError,
              StrCat("it is no LDAP URI that can be used: ", what));
}

}  // namespace

std::string LdapUri::Server() const {
  const bool usual = port == (tls ? kLdapsPort : kLdapPort);
  return StrCat(tls ? "ldaps://" : "ldap://", host,
                usual ? "" : StrCat(":", port));
}

std::string LdapUri::LoopKey() const {
  return StrCat(Server(), "/", ToAsciiLower(base));
}

Result<LdapUri> ParseLdapUri(std::string_view text) {
  text = Trim(text);
  const std::size_t colon = text.find("://");
  const std::string scheme = ToAsciiLower(text.substr(0, colon));
  if (colon == std::string_view::npos ||
      (scheme != "ldap" && scheme != "ldaps")) {
    return Bad("it does not begin with ldap:// or ldaps://");
  }
  LdapUri uri{.tls = scheme == "ldaps"};
  text.remove_prefix(colon + 3);
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto [host, port] = SplitPort(text.substr(0, slash));
  if (!host.empty()) {
    Result<std::string> name = NormaliseUrlHost(host);
    if (!name) {
      return Bad("its host is none");
    }
    uri.host = *std::move(name);
  }
  const auto number = port.empty()
                          ? std::optional(uri.tls ? kLdapsPort : kLdapPort)
                          : PortOf(port);
  if (!number) {
    return Bad("its port is none");
  }
  uri.port = *number;
  std::string_view rest = text.substr(slash);
  rest = rest.substr(rest.empty() ? 0 : 1);
  std::optional<std::string> base = Unescape(rest.substr(0, rest.find('?')));
  if (!base) {
    return Bad("its name is broken");
  }
  uri.base = *std::move(base);
  return uri;
}

}  // namespace autodiscover
