// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/body_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <nlohmann/json.hpp>

namespace autodiscover::tools {
namespace {

// The library knows what JSON takes.
bool IsUtf8(std::string_view text) {
  try {
    return !nlohmann::json(text).dump().empty();
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group << 8U |
              (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= count ? kDigits[group >> (18U - 6U * i) & 63U] : '=';
    }
  }
  return text;
}

}  // namespace

BodyText TextOfBody(std::string_view body) {
  if (IsUtf8(body)) {
    return {.text = std::string(body)};
  }
  return {.text = Base64(body), .base64 = true};
}

}  // namespace autodiscover::tools
