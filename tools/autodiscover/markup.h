// SPDX-License-Identifier: Apache-2.0
//
// Text in XML and HTML.

#ifndef TOOLS_AUTODISCOVER_MARKUP_H_
#define TOOLS_AUTODISCOVER_MARKUP_H_

#include <string>
#include <string_view>

namespace autodiscover::tools {

// `text`, which a stranger may have written, as the content of an element or of
// an attribute in double quotes: no markup, and no character that XML forbids.
[[nodiscard]] std::string Escaped(std::string_view text);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_MARKUP_H_
