// SPDX-License-Identifier: Apache-2.0

#include "driver/handshake_guard.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <openssl/evp.h>

#include "base/strings.h"
#include "codec/www_authenticate.h"

namespace autodiscover::driver {
namespace {

constexpr const char* kClosed =
    "the server closed the connection in the middle of the login";

// A challenge is some hundred bytes long; a header line has a bound of its own.
std::vector<unsigned char> FromBase64(std::string_view text) {
  std::vector<unsigned char> bytes(text.size() / 4 * 3 + 3);
  const int size = EVP_DecodeBlock(
      bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
      static_cast<int>(text.size()));
  bytes.resize(size < 0 ? 0U : static_cast<std::size_t>(size));
  return bytes;
}

std::uint32_t LittleEndian(const std::vector<unsigned char>& bytes,
                           std::size_t offset, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i > 0; --i) {
    value = (value << 8U) | bytes.at(offset + i - 1);
  }
  return value;
}

}  // namespace

bool AllowsNtlmV2(std::string_view type2) {
  constexpr std::size_t kTargetInfoEnd = 48;
  constexpr std::uint32_t kTargetInfoFlag = 0x00800000;
  const std::vector<unsigned char> bytes = FromBase64(type2);
  return bytes.size() >= kTargetInfoEnd && LittleEndian(bytes, 8, 4) == 2 &&
         (LittleEndian(bytes, 20, 4) & kTargetInfoFlag) != 0 &&
         LittleEndian(bytes, 40, 2) > 0;
}

bool HandshakeGuard::OnLeg(int local_port, bool answered) {
  if (answered && local_port != local_port_) {
    why_ = kClosed;
    return false;
  }
  local_port_ = local_port;
  return true;
}

void HandshakeGuard::OnEnd() {
  if (mid_login_ && why_.empty()) {
    why_ = kClosed;
  }
}

bool HandshakeGuard::OnHeaderLine(std::string_view line) {
  if (line.starts_with("HTTP/")) {
    mid_login_ = false;
  }
  constexpr std::string_view kName = "WWW-Authenticate:";
  if (!EqualsIgnoreCase(line.substr(0, kName.size()), kName)) {
    return true;
  }
  for (const codec::Challenge& challenge :
       codec::ParseWwwAuthenticate(Trim(line.substr(kName.size())))) {
    const bool type2 = challenge.scheme == "ntlm" && !challenge.token68.empty();
    mid_login_ = mid_login_ || type2;
    if (type2 && !AllowsNtlmV2(challenge.token68)) {
      why_ = "the server wants an older NTLM than NTLMv2, which is not safe";
      return false;
    }
  }
  return true;
}

}  // namespace autodiscover::driver
