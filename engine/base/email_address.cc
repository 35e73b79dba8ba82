// SPDX-License-Identifier: Apache-2.0

#include "base/email_address.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/host_name.h"
#include "base/strings.h"
#include "base/utf8.h"

namespace autodiscover {
namespace {

// RFC 5321 4.5.3.1: 64 octets before the `@`, 255 after it.
constexpr std::size_t kAddressBytesMax = 320;

tl::unexpected<Error> Refuse(std::string_view why) {
  return Fail(ErrorCode::kInvalidAddress,
              StrCat("This is not an address that can be looked up: ", why));
}

struct Scan {
  std::optional<std::size_t> last_at;  // The last `@` outside quotes.
  bool blank_outside_quotes = false;
};

Scan ScanQuotes(std::string_view text) {
  Scan scan;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '@') {
      scan.last_at = i;
    } else if (!quoted && c == ' ') {
      scan.blank_outside_quotes = true;
    }
  }
  return scan;
}

}  // namespace

std::string EmailAddress::At(std::string_view other_domain) const {
  return StrCat(std::string_view(text).substr(0, text.rfind('@') + 1),
                other_domain);
}

Result<EmailAddress> ParseEmailAddress(std::string_view text) {
  if (std::ranges::any_of(text, IsAsciiControl)) {
    return Refuse("it holds a control character.");
  }
  text = Trim(text);
  if (text.size() > kAddressBytesMax || !IsUtf8(text)) {
    return Refuse("it is too long, or not UTF-8 text.");
  }
  const Scan scan = ScanQuotes(text);
  if (!scan.last_at || *scan.last_at == 0) {
    return Refuse("it must have the form name@domain.");
  }
  if (scan.blank_outside_quotes) {
    return Refuse("it holds a blank.");
  }
  const std::string_view local = text.substr(0, *scan.last_at);
  const std::string_view typed_domain = text.substr(*scan.last_at + 1);
  const Result<std::string> domain = NormaliseHostName(typed_domain);
  if (!domain) {
    return Refuse(StrCat("in its domain, ", domain.error().message, "."));
  }
  if (HasSingleLabel(*domain)) {
    return Refuse(
        "its domain has one part only, so it may be a whole "
        "top-level domain.");
  }
  if (text.ends_with('.')) {
    text.remove_suffix(1);
  }
  return EmailAddress{.text = std::string(text),
                      .domain = *domain,
                      .key = StrCat(ToAsciiLower(local), "@", *domain)};
}

}  // namespace autodiscover
