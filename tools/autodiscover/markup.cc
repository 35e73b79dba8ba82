// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/markup.h"

#include "tools/autodiscover/body_text.h"
#include "tools/autodiscover/style.h"

namespace autodiscover::tools {

std::string Escaped(std::string_view text) {
  // What is no UTF-8 would make the whole document unreadable.
  const std::string safe =
      TextOfBody(text).base64 ? "(not UTF-8)" : Printable(text);
  std::string out;
  out.reserve(safe.size());
  for (const char c : safe) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace autodiscover::tools
