// SPDX-License-Identifier: Apache-2.0

#include "base/url.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include "base/host_name.h"
#include "base/strings.h"

namespace autodiscover {
namespace {

constexpr std::string_view::size_type kNone = std::string_view::npos;
constexpr std::string_view kNotTheWeb =
    "it is not a web address (http or https)";

tl::unexpected<Error> Refuse(std::string_view why) {
  return Fail(ErrorCode::kServerError, std::string(why));
}

// The five parts of RFC 3986 appendix B. `has_…` because an empty part is not
// an absent one.
struct Parts {
  std::string_view scheme;
  std::string_view authority;
  std::string_view path;
  std::string_view query;
  bool has_authority = false;
  bool has_query = false;
};

bool IsSchemeCharacter(char c) {
  return IsAsciiAlnum(c) || c == '+' || c == '-' || c == '.';
}

std::string_view CutScheme(std::string_view& text) {
  const std::size_t colon = text.find_first_of(":/?#");
  if (colon == kNone || text[colon] != ':' || colon == 0 ||
      !IsAsciiAlpha(text.front())) {
    return {};
  }
  const std::string_view scheme = text.substr(0, colon);
  if (!std::ranges::all_of(scheme, IsSchemeCharacter)) {
    return {};
  }
  text.remove_prefix(colon + 1);
  return scheme;
}

Parts Split(std::string_view text) {
  Parts parts;
  text = text.substr(0, text.find('#'));
  parts.scheme = CutScheme(text);
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const std::size_t end = std::min(text.find_first_of("/?"), text.size());
    parts.authority = text.substr(0, end);
    parts.has_authority = true;
    text.remove_prefix(end);
  }
  const std::size_t question = text.find('?');
  parts.path = text.substr(0, question);
  if (question != kNone) {
    parts.query = text.substr(question + 1);
    parts.has_query = true;
  }
  return parts;
}

bool MayStandInUrl(char c) {
  constexpr std::string_view kOthers = "-._~:/?[]@!$&'()*+,;=%";
  return IsAsciiAlnum(c) || kOthers.find(c) != kNone;
}

bool IsUnreserved(char c) {
  constexpr std::string_view kOthers = "-._~";
  return IsAsciiAlnum(c) || kOthers.find(c) != kNone;
}

std::string PercentEncode(std::string_view text, bool (*may_stand)(char)) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (may_stand(c)) {
      encoded.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded.push_back('%');
    encoded.push_back(kDigits[byte >> 4U]);
    encoded.push_back(kDigits[byte & 0xFU]);
  }
  return encoded;
}

void DropLastSegment(std::string& path) {
  const std::size_t slash = path.rfind('/');
  path.erase(slash == std::string::npos ? 0 : slash);
}

// RFC 3986 5.2.4, for a path that begins with "/".
std::string RemoveDotSegments(std::string_view path) {
  std::string clean;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);
    const bool last = end == path.size();
    if (segment == "/..") {
      DropLastSegment(clean);
    }
    if (segment == "/." || segment == "/..") {
      clean.append(last ? "/" : "");
    } else {
      clean.append(segment);
    }
    path.remove_prefix(end);
  }
  return clean;
}

Result<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) {
    return Refuse("its port is not a number from 1 to 65535");
  }
  return port;
}

std::uint16_t DefaultPort(std::string_view scheme) {
  return scheme == "https" ? 443 : 80;
}

// Fills host, port and had_user_info. `url.scheme` is set.
Result<Url> WithAuthority(Url url, std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  if (at != kNone) {
    url.had_user_info = true;
    authority.remove_prefix(at + 1);
  }
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == kNone ? 0 : bracket);
  const Result<std::string> host = NormaliseUrlHost(authority.substr(0, colon));
  if (!host) {
    return Refuse(StrCat("its host is not usable: ", host.error().message));
  }
  url.host = *host;
  url.port = DefaultPort(url.scheme);
  // "host:" with nothing behind it is the default port (RFC 3986 3.2.3).
  if (colon != kNone && colon + 1 < authority.size()) {
    const Result<std::uint16_t> port = ParsePort(authority.substr(colon + 1));
    if (!port) {
      return tl::unexpected<Error>(port.error());
    }
    url.port = *port;
  }
  return url;
}

Result<Url> FromParts(const Parts& parts, std::string_view path) {
  Url url{.scheme = ToAsciiLower(parts.scheme)};
  if (url.scheme != "https" && url.scheme != "http") {
    return Fail(ErrorCode::kRefusedByPolicy, std::string(kNotTheWeb));
  }
  if (!parts.has_authority || parts.authority.empty()) {
    return Refuse("it names no host");
  }
  Result<Url> complete = WithAuthority(std::move(url), parts.authority);
  if (complete) {
    complete->path =
        path.empty() ? "/"
                     : RemoveDotSegments(PercentEncode(path, MayStandInUrl));
    complete->query =
        parts.has_query ? StrCat("?", PercentEncode(parts.query, MayStandInUrl))
                        : "";
  }
  return complete;
}

Result<std::string_view> CheckCharacters(std::string_view text) {
  text = Trim(text);
  const auto forbidden = [](char c) {
    return IsAsciiControl(c) || c == ' ' || c == '\\';
  };
  if (text.empty()) {
    return Refuse("it is empty");
  }
  if (std::ranges::any_of(text, forbidden)) {
    return Refuse("it holds a blank, a backslash or a control character");
  }
  return text;
}

// RFC 3986 5.2.3.
std::string MergePaths(const Url& base, std::string_view path) {
  if (path.starts_with('/')) {
    return std::string(path);
  }
  return StrCat(base.path.substr(0, base.path.rfind('/') + 1), path);
}

}  // namespace

std::string Url::Origin() const {
  return port == DefaultPort(scheme) ? StrCat(scheme, "://", host)
                                     : StrCat(scheme, "://", host, ":", port);
}

std::string Url::ToString() const { return StrCat(Origin(), path, query); }

std::string Url::LoopKey() const {
  return StrCat(Origin(), ToAsciiLower(path), query);
}

Result<Url> ParseUrl(std::string_view text) {
  const Result<std::string_view> checked = CheckCharacters(text);
  if (!checked) {
    return tl::unexpected<Error>(checked.error());
  }
  const Parts parts = Split(*checked);
  if (!parts.path.empty() && !parts.path.starts_with('/')) {
    return Fail(ErrorCode::kRefusedByPolicy, std::string(kNotTheWeb));
  }
  return FromParts(parts, parts.path);
}

Result<Url> ResolveUrl(const Url& base, std::string_view reference) {
  const Result<std::string_view> checked = CheckCharacters(reference);
  if (!checked) {
    return tl::unexpected<Error>(checked.error());
  }
  Parts parts = Split(*checked);
  if (!parts.scheme.empty()) {
    return ParseUrl(*checked);
  }
  parts.scheme = base.scheme;
  if (parts.has_authority) {
    return FromParts(parts, parts.path);
  }
  Url url = base;
  url.had_user_info = false;
  if (!parts.path.empty()) {
    url.path = RemoveDotSegments(
        PercentEncode(MergePaths(base, parts.path), MayStandInUrl));
    url.query.clear();
  }
  if (parts.has_query) {
    url.query = StrCat("?", PercentEncode(parts.query, MayStandInUrl));
  }
  return url;
}

std::string EscapeForUrl(std::string_view text) {
  return PercentEncode(text, IsUnreserved);
}

}  // namespace autodiscover
