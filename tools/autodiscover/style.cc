// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/style.h"

#include <clocale>
#include <cstdlib>

#include <langinfo.h>
#include <unistd.h>

namespace autodiscover::tools {
namespace {

const char* CodeOf(Ink ink) {
  switch (ink) {
    case Ink::kGood:
      return "\x1b[32m";
    case Ink::kBad:
      return "\x1b[31m";
    case Ink::kDim:
      return "\x1b[2m";
    case Ink::kBold:
      return "\x1b[1m";
  }
  return "";
}

std::string_view Environment(const char* name) {
  // Read before any thread is started.
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  return value == nullptr ? std::string_view() : value;
}

// C1 controls in UTF-8 are C2 80 to C2 9F: some terminals obey them.
bool IsC1(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]) == 0xC2U &&
         at + 1 < text.size() &&
         static_cast<unsigned char>(text[at + 1]) < 0xA0U;
}

}  // namespace

std::string Style::Paint(Ink ink, std::string_view text) const {
  if (!colours) {
    return std::string(text);
  }
  return std::string(CodeOf(ink)).append(text).append("\x1b[0m");
}

Style StyleOfStandardOutput() {
  Style style;
  style.colours = isatty(STDOUT_FILENO) != 0 &&
                  Environment("NO_COLOR").empty() &&
                  Environment("TERM") != "dumb";
  std::setlocale(LC_CTYPE, "");  // NOLINT(concurrency-mt-unsafe): as above.
  style.unicode = std::string_view(nl_langinfo(CODESET)) == "UTF-8";
  return style;
}

std::string Printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (IsC1(text, i)) {
      safe += '?';
      ++i;
    } else {
      safe += byte < 0x20U || byte == 0x7FU ? '?' : text[i];
    }
  }
  return safe;
}

}  // namespace autodiscover::tools
