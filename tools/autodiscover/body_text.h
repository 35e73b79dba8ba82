// SPDX-License-Identifier: Apache-2.0
//
// Bytes of a body as JSON can hold them.

#ifndef TOOLS_AUTODISCOVER_BODY_TEXT_H_
#define TOOLS_AUTODISCOVER_BODY_TEXT_H_

#include <string>
#include <string_view>

namespace autodiscover::tools {

struct BodyText {
  std::string text;
  bool base64 = false;  // It was no UTF-8.
};

[[nodiscard]] BodyText TextOfBody(std::string_view body);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_BODY_TEXT_H_
