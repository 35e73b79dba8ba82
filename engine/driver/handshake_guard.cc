// SPDX-License-Identifier: Apache-2.0

#include "driver/handshake_guard.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/strings.h"
#include "codec/www_authenticate.h"
#include "driver/base64.h"

namespace autodiscover::driver {
namespace {

// Each message of NTLM begins with it, also inside another token.
constexpr std::string_view kSignature{"NTLMSSP\0", 8};

constexpr const char* kClosed =
    "the server closed the connection in the middle of the login";

std::uint32_t LittleEndian(std::string_view bytes, std::size_t offset,
                           std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i > 0; --i) {
    value =
        (value << 8U) | static_cast<unsigned char>(bytes.at(offset + i - 1));
  }
  return value;
}

bool IsNtlmChallenge(const codec::Challenge& challenge) {
  if (challenge.scheme == "ntlm") {
    return !challenge.token68.empty();
  }
  return challenge.scheme == "negotiate" &&
         FromBase64(challenge.token68).find(kSignature) != std::string::npos;
}

}  // namespace

bool AllowsNtlmV2(std::string_view type2) {
  constexpr std::size_t kTargetInfoEnd = 48;
  constexpr std::uint32_t kTargetInfoFlag = 0x00800000;
  const std::string all = FromBase64(type2);
  const std::string_view bytes =
      std::string_view(all).substr(std::min(all.find(kSignature), all.size()));
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
  if (!challenge_.empty() && why_.empty()) {
    why_ = kClosed;
  }
}

bool HandshakeGuard::OnHeaderLine(std::string_view line) {
  if (line.starts_with("HTTP/")) {
    challenge_.clear();
  }
  constexpr std::string_view kName = "WWW-Authenticate:";
  if (!EqualsIgnoreCase(line.substr(0, kName.size()), kName)) {
    return true;
  }
  for (const codec::Challenge& challenge :
       codec::ParseWwwAuthenticate(Trim(line.substr(kName.size())))) {
    if (!IsNtlmChallenge(challenge)) {
      continue;
    }
    challenge_ = challenge.token68;
    if (!AllowsNtlmV2(challenge_)) {
      why_ = "the server wants an older NTLM than NTLMv2, which is not safe";
      return false;
    }
  }
  return true;
}

}  // namespace autodiscover::driver
