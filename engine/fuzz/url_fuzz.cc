// SPDX-License-Identifier: Apache-2.0
//
// A URL that was read is in normal form: it can be written, read again and is
// the same, and nothing in it can break out of a request line.

#include <algorithm>

#include "base/email_address.h"
#include "base/strings.h"
#include "base/url.h"
#include "fuzz/target.h"

namespace {

using autodiscover::Result;
using autodiscover::Url;

void CheckUrl(const Result<Url>& url) {
  if (!url) {
    return;
  }
  const std::string text = url->ToString();
  MustHold(std::all_of(text.begin(), text.end(),
                       [](char c) { return c > ' ' && c < '\x7F'; }));
  const Result<Url> again = autodiscover::ParseUrl(text);
  MustHold(again && again->ToString() == text && again->host == url->host &&
           again->port == url->port && !again->had_user_info);
}

void CheckAddress(std::string_view text) {
  const auto address = autodiscover::ParseEmailAddress(text);
  if (address) {
    MustHold(autodiscover::ParseEmailAddress(address->text) == *address);
    MustHold(autodiscover::IsAscii(address->domain));
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Url base =
      *autodiscover::ParseUrl("https://corp.test/autodiscover/a.xml?q");
  const std::string_view text = AsText(data, size);
  CheckUrl(autodiscover::ParseUrl(text));
  CheckUrl(autodiscover::ResolveUrl(base, text));
  CheckAddress(text);
  return 0;
}
