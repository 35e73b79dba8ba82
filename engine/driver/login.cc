// SPDX-License-Identifier: Apache-2.0

#include "driver/login.h"

#include <cstdint>
#include <string_view>
#include <utility>

namespace autodiscover::driver {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Appends `text` in base64 to `out`, which must have room: a string that grew
// would leave a copy of its old text behind.
void AppendBase64(std::string_view text, std::string& out) {
  std::uint32_t bits = 0;
  int bit_count = 0;
  for (const char c : text) {
    bits = (bits << 8U) | static_cast<unsigned char>(c);
    bit_count += 8;
    while (bit_count >= 6) {
      bit_count -= 6;
      out += kAlphabet[(bits >> static_cast<unsigned>(bit_count)) & 63U];
    }
  }
  if (bit_count > 0) {
    out += kAlphabet[(bits << static_cast<unsigned>(6 - bit_count)) & 63U];
  }
  while (out.size() % 4 != 0) {
    out += '=';
  }
}

}  // namespace

Login::Login(std::string username, AskPassword ask)
    : username_(std::move(username)), ask_(std::move(ask)) {}

Secret Login::Ask() const {
  try {
    return Secret(ask_ ? ask_() : std::string());
  } catch (...) {
    // The caller's function is not ours to trust: no password came of it.
    return {};
  }
}

Result<Secret> Login::BasicAuthorization() {
  if (username_.find(':') != std::string::npos) {
    return Fail(ErrorCode::kAuthenticationFailed,
                "a user name with a colon cannot be used with Basic");
  }
  if (!password_) {
    password_ = Ask();
  }
  if (password_->Reveal().empty()) {
    return Fail(ErrorCode::kAuthenticationFailed, "no password was given");
  }
  std::string pair;
  pair.reserve(username_.size() + 1 + password_->Reveal().size());
  pair.append(username_).append(1, ':').append(password_->Reveal());
  std::string encoded;
  encoded.reserve((pair.size() + 2) / 3 * 4);
  AppendBase64(pair, encoded);
  Wipe(pair);
  std::string value;
  value.reserve(6 + encoded.size());
  value.append("Basic ").append(encoded);
  Wipe(encoded);
  return Secret(std::move(value));
}

}  // namespace autodiscover::driver
