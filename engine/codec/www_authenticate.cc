// SPDX-License-Identifier: Apache-2.0

#include "codec/www_authenticate.h"

#include <cstddef>

#include "base/strings.h"

namespace autodiscover::codec {
namespace {

bool IsTokenCharacter(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return IsAsciiAlnum(c) || kOthers.find(c) != std::string_view::npos;
}

bool IsToken68Character(char c) {
  constexpr std::string_view kOthers = "-._~+/";
  return IsAsciiAlnum(c) || kOthers.find(c) != std::string_view::npos;
}

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// Walks over the text; every Take leaves the position where it was if it finds
// nothing.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool AtEnd() const { return position_ == text_.size(); }
  [[nodiscard]] bool At(char c) const {
    return !AtEnd() && text_[position_] == c;
  }
  [[nodiscard]] bool AtBlank() const {
    return !AtEnd() && IsBlank(text_[position_]);
  }
  void Skip() { ++position_; }
  void SkipBlanks() {
    while (AtBlank()) {
      Skip();
    }
  }
  void SkipToComma() {
    while (!AtEnd() && !At(',')) {
      if (At('"')) {
        (void)TakeQuoted();
      } else {
        Skip();
      }
    }
  }

  template <typename Predicate>
  std::string_view TakeWhile(Predicate predicate) {
    const std::size_t begin = position_;
    while (!AtEnd() && predicate(text_[position_])) {
      Skip();
    }
    return text_.substr(begin, position_ - begin);
  }

  // REQUIRES: At('"'). A missing end quote ends with the text.
  std::string TakeQuoted() {
    std::string value;
    for (Skip(); !AtEnd() && !At('"'); Skip()) {
      if (At('\\') && position_ + 1 < text_.size()) {
        Skip();
      }
      value.push_back(text_[position_]);
    }
    if (!AtEnd()) {
      Skip();
    }
    return value;
  }

  [[nodiscard]] std::size_t position() const { return position_; }
  void Rewind(std::size_t position) { position_ = position; }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
};

// Takes `name = value`; false, and nothing taken, if there is none.
bool TakeParameter(Scanner& scanner, Challenge& challenge) {
  const std::size_t begin = scanner.position();
  const std::string name = ToAsciiLower(scanner.TakeWhile(IsTokenCharacter));
  scanner.SkipBlanks();
  if (name.empty() || !scanner.At('=')) {
    scanner.Rewind(begin);
    return false;
  }
  scanner.Skip();
  scanner.SkipBlanks();
  std::string value = scanner.At('"')
                          ? scanner.TakeQuoted()
                          : std::string(scanner.TakeWhile(IsTokenCharacter));
  challenge.parameters.emplace(name, std::move(value));
  return true;
}

// Takes the base64 text that NTLM and Negotiate send; it fills the whole list
// member, which tells it from a parameter.
bool TakeToken68(Scanner& scanner, Challenge& challenge) {
  const std::size_t begin = scanner.position();
  std::string token(scanner.TakeWhile(IsToken68Character));
  token.append(scanner.TakeWhile([](char c) { return c == '='; }));
  scanner.SkipBlanks();
  if (token.empty() || !(scanner.AtEnd() || scanner.At(','))) {
    scanner.Rewind(begin);
    return false;
  }
  challenge.token68 = std::move(token);
  return true;
}

// Takes one list member: a parameter of the last challenge, or a new one. What
// cannot belong to either is dropped: a challenge has a token68 or parameters.
void TakeMember(Scanner& scanner, std::vector<Challenge>& challenges) {
  Challenge nobody;
  const bool may_have =
      !challenges.empty() && challenges.back().token68.empty();
  if (TakeParameter(scanner, may_have ? challenges.back() : nobody)) {
    return;
  }
  const std::string_view scheme = scanner.TakeWhile(IsTokenCharacter);
  const bool blank = scanner.AtBlank();
  scanner.SkipBlanks();
  if (scheme.empty() || !(blank || scanner.AtEnd() || scanner.At(','))) {
    return;
  }
  challenges.push_back({.scheme = ToAsciiLower(scheme)});
  if (!TakeToken68(scanner, challenges.back())) {
    (void)TakeParameter(scanner, challenges.back());
  }
}

}  // namespace

std::vector<Challenge> ParseWwwAuthenticate(std::string_view value) {
  std::vector<Challenge> challenges;
  Scanner scanner(value);
  while (!scanner.AtEnd()) {
    scanner.SkipBlanks();
    if (!scanner.AtEnd() && !scanner.At(',')) {
      TakeMember(scanner, challenges);
      scanner.SkipToComma();
    }
    if (scanner.At(',')) {
      scanner.Skip();
    }
  }
  return challenges;
}

}  // namespace autodiscover::codec
