// SPDX-License-Identifier: Apache-2.0

#include "world/scalars.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <regex>
#include <string_view>

#include "history/letter_case.h"

namespace fake {
namespace {

constexpr long kHourMs = 60L * 60 * 1000;

// What YAML 1.1 and 1.2 readers take for a number or a time.
bool LooksLikeANumber(const std::string& text) {
  constexpr std::string_view kBegins = "+-.0123456789";
  // Nothing that long is meant by it, and std::regex recurses.
  constexpr std::size_t kLongest = 64;
  if (text.size() > kLongest ||
      kBegins.find(text.front()) == std::string_view::npos) {
    return false;  // Most texts: to make the expression takes a while.
  }
  static const std::regex number(
      "[-+]?[0-9][0-9_]*(\\.[0-9_]*)?(e[-+]?[0-9]+)?"
      "|[-+]?\\.[0-9][0-9_]*(e[-+]?[0-9]+)?"
      "|[-+]?\\.inf|\\.nan"
      "|[-+]?0[xbo][0-9a-f_]+"
      "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
      "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?",
      std::regex::icase);
  return std::regex_match(text, number);
}

// What YAML 1.1 and 1.2 readers take for something else than text.
bool LooksLikeAnotherType(const std::string& text) {
  constexpr std::array<std::string_view, 9> kWords = {
      "", "~", "null", "true", "false", "yes", "no", "on", "off"};
  return std::ranges::find(kWords, ToLower(text)) != kWords.end() ||
         LooksLikeANumber(text);
}

std::optional<double> Decimal(std::string_view text) {
  // No sign, no exponent, no infinity: digits and at most one dot inside.
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || text.size() > 12 || !digit(text.front()) ||
      !digit(text.back()) || std::ranges::count(text, '.') > 1 ||
      !std::ranges::all_of(text,
                           [&](char c) { return digit(c) || c == '.'; })) {
    return std::nullopt;
  }
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<double> ParseDurationMs(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, double>, 3> kUnits = {
      {{"ms", 1}, {"s", 1000}, {"m", 60'000}}};
  for (const auto& [unit, factor] : kUnits) {
    if (text.ends_with(unit)) {
      const auto value = Decimal(text.substr(0, text.size() - unit.size()));
      return value ? std::optional<double>(*value * factor) : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> ReadText(const Cursor& at) {
  if (!at.is_scalar()) {
    at.ComplainOfType("text");
    return std::nullopt;
  }
  if (!at.node().quoted && LooksLikeAnotherType(at.text())) {
    at.Complain(
        "must be text, and this could be read as something else: put "
        "it in quotes");
    return std::nullopt;
  }
  return at.text();
}

std::optional<std::string> ReadFullText(const Cursor& at) {
  std::optional<std::string> text = ReadText(at);
  if (text && text->empty()) {
    at.Complain("must not be empty");
    return std::nullopt;
  }
  return text;
}

std::optional<std::string> ReadHeaderText(const Cursor& at) {
  std::optional<std::string> text = ReadText(at);
  const auto control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  };
  if (text && std::ranges::any_of(*text, control)) {
    at.Complain(
        "goes into an HTTP header: line breaks and other control "
        "characters are not allowed there");
    return std::nullopt;
  }
  return text;
}

std::vector<std::string> ReadTexts(const Cursor& at) {
  std::vector<std::string> texts;
  at.ForEachItem("a list of texts", [&texts](const Cursor& item) {
    if (auto text = ReadText(item)) {
      texts.push_back(*std::move(text));
    }
  });
  return texts;
}

std::optional<long> ReadNumber(const Cursor& at, long least, long most) {
  const std::string wanted = "a whole number from " + std::to_string(least) +
                             " to " + std::to_string(most);
  if (!at.is_scalar() || at.node().quoted) {
    if (at.is_scalar()) {
      at.Complain("must be " + wanted + ", without quotes");
    } else {
      at.ComplainOfType(wanted);
    }
    return std::nullopt;
  }
  const std::string& text = at.text();
  long value = 0;
  const auto parsed =
      std::from_chars(text.data(), text.data() + text.size(), value);
  const bool zero_in_front = text.size() > 1 && text.front() == '0';
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() ||
      zero_in_front || value < least || value > most) {
    at.Complain("must be " + wanted);
    return std::nullopt;
  }
  return value;
}

std::optional<bool> ReadBool(const Cursor& at) {
  if (!at.is_scalar() || at.node().quoted ||
      (at.text() != "true" && at.text() != "false")) {
    at.Complain("must be true or false");
    return std::nullopt;
  }
  return at.text() == "true";
}

std::optional<Milliseconds> ReadDuration(const Cursor& at) {
  if (!at.is_scalar()) {
    at.ComplainOfType("a duration such as 500ms, 2s or 1m");
    return std::nullopt;
  }
  const std::optional<double> ms = ParseDurationMs(at.text());
  if (!ms) {
    at.Complain("must be a duration such as 500ms, 2s or 1m");
    return std::nullopt;
  }
  if (*ms > static_cast<double>(kHourMs)) {
    at.Complain("must be at most an hour");
    return std::nullopt;
  }
  return Milliseconds(std::llround(*ms));
}

std::optional<std::size_t> ReadBandwidth(const Cursor& at) {
  constexpr long kMost = 1L << 40;
  const std::optional<long> bytes = ReadNumber(at, 1, kMost);
  return bytes ? std::optional<std::size_t>(*bytes) : std::nullopt;
}

}  // namespace fake
