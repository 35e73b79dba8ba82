// SPDX-License-Identifier: Apache-2.0
//
// What the terminal can show.

#ifndef TOOLS_AUTODISCOVER_STYLE_H_
#define TOOLS_AUTODISCOVER_STYLE_H_

#include <string>
#include <string_view>

namespace autodiscover::tools {

enum class Ink { kGood, kBad, kDim, kBold };

// A plain value: the default is a pipe, which gets neither colours nor symbols.
struct Style {
  bool colours = false;
  bool unicode = false;

  [[nodiscard]] std::string Paint(Ink ink, std::string_view text) const;
};

// Of standard output: colours only on a terminal, and not when NO_COLOR is set;
// symbols where the locale is UTF-8.
[[nodiscard]] Style StyleOfStandardOutput();

// `text`, which a server may have written, without anything that a terminal
// would obey (SEC-07).
[[nodiscard]] std::string Printable(std::string_view text);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_STYLE_H_
