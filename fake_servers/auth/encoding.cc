// SPDX-License-Identifier: Apache-2.0

#include "auth/encoding.h"

#include <algorithm>
#include <vector>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "history/letter_case.h"

namespace fake {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t'; }

// Reads a list of parameters from left to right.
class ParameterReader {
 public:
  explicit ParameterReader(std::string_view text) : text_(text) {}

  // Past white space and, between parameters, commas.
  void Skip(bool commas) {
    while (at_ < text_.size() &&
           (IsSpace(text_[at_]) || (commas && text_[at_] == ','))) {
      ++at_;
    }
  }

  [[nodiscard]] bool done() const { return at_ == text_.size(); }

  bool Take(char wanted) {
    if (done() || text_[at_] != wanted) {
      return false;
    }
    ++at_;
    return true;
  }

  std::string Token() {
    std::string token;
    while (!done() && !IsSpace(text_[at_]) && text_[at_] != ',' &&
           text_[at_] != '=' && text_[at_] != '"') {
      token += text_[at_++];
    }
    return token;
  }

  // What follows an opening quotation mark. Nothing if none closes it.
  std::optional<std::string> QuotedText() {
    std::string value;
    while (!done()) {
      const char c = text_[at_++];
      if (c == '"') {
        return value;
      }
      if (c == '\\' && !done()) {
        value += text_[at_++];
      } else {
        value += c;
      }
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string ToBase64(std::string_view bytes) {
  std::vector<unsigned char> text((bytes.size() + 2) / 3 * 4 + 1);
  const int size = EVP_EncodeBlock(
      text.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
      static_cast<int>(bytes.size()));
  return {text.begin(), text.begin() + size};
}

std::optional<std::string> FromBase64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) {
    return std::nullopt;
  }
  std::vector<unsigned char> bytes(text.size() / 4 * 3);
  const int size = EVP_DecodeBlock(
      bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
      static_cast<int>(text.size()));
  if (size < 0) {
    return std::nullopt;
  }
  // The decoder counts the bytes that the padding stands for.
  const auto padding = std::count(text.end() - 2, text.end(), '=');
  return std::string(bytes.begin(), bytes.begin() + size - padding);
}

std::string ToHex(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0xFU];
  }
  return hex;
}

bool SameSecret(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::optional<std::map<std::string, std::string>> ParseAuthParameters(
    std::string_view text) {
  std::map<std::string, std::string> parameters;
  ParameterReader reader(text);
  for (reader.Skip(true); !reader.done(); reader.Skip(true)) {
    const std::string name = ToLower(reader.Token());
    reader.Skip(false);
    if (name.empty() || !reader.Take('=')) {
      return std::nullopt;
    }
    reader.Skip(false);
    std::optional<std::string> value =
        reader.Take('"') ? reader.QuotedText() : reader.Token();
    if (!value || !parameters.emplace(name, *std::move(value)).second) {
      return std::nullopt;
    }
    reader.Skip(false);
    if (!reader.done() && !reader.Take(',')) {
      return std::nullopt;
    }
  }
  return parameters;
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
    }
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace fake
