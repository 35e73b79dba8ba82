// SPDX-License-Identifier: Apache-2.0

#include "codec/answer.h"

#include "base/strings.h"

namespace autodiscover::codec {

NoAnswer NotAutodiscover(std::string_view body, std::string why) {
  const std::string_view text = Trim(body);
  // Where a page says that it is one.
  const std::string_view head = text.substr(0, 1024);
  if (text.empty()) {
    return {.why = "is empty", .foreign = true};
  }
  if (ContainsIgnoreCase(head, "<!doctype html") ||
      ContainsIgnoreCase(head, "<html")) {
    return {.why = "is a web page, not Autodiscover", .foreign = true};
  }
  if (text.front() == '{') {
    return {.why = "is JSON, not Autodiscover XML", .foreign = true};
  }
  if (text.front() != '<' && IsAscii(head)) {
    return {.why = "is plain text, not Autodiscover XML", .foreign = true};
  }
  return {.why = std::move(why), .foreign = false};
}

}  // namespace autodiscover::codec
