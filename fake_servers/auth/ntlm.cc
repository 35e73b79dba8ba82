// SPDX-License-Identifier: Apache-2.0

#include "auth/ntlm.h"

#include <cstddef>
#include <cwctype>
#include <optional>

#include <locale.h>

#include "auth/hashes.h"
#include "auth/little_endian.h"
#include "auth/ntlm_message.h"
#include "history/utf.h"

namespace fake {
namespace {

constexpr std::size_t kKeySize = 16;

// Simple case mapping of every letter, whatever the caller's locale.
std::string Upper(std::string_view wide) {
  static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  std::string out;
  for (std::size_t at = 0; at + 1 < wide.size(); at += 2) {
    const std::uint16_t unit = ReadLittle16(wide, at);
    const wint_t upper =
        utf8 != nullptr ? ::towupper_l(unit, utf8) : std::towupper(unit);
    AppendLittle16(out,
                   upper <= 0xFFFF ? static_cast<std::uint16_t>(upper) : unit);
  }
  return out;
}

}  // namespace

std::string NtHash(std::string_view password_utf8) {
  const auto code_points = FromUtf8(password_utf8);
  return code_points ? Md4(ToUtf16(*code_points, ByteOrder::kLittle)) : "";
}

std::string NtlmV2Key(std::string_view nt_hash, std::string_view user,
                      std::string_view domain) {
  return HmacMd5(nt_hash, Upper(user) + std::string(domain));
}

std::string NtProof(std::string_view v2_key, std::string_view server_challenge,
                    std::string_view client_blob) {
  return HmacMd5(v2_key,
                 std::string(server_challenge) + std::string(client_blob));
}

std::string NtlmSessionKey(std::string_view v2_key, std::string_view nt_proof,
                           std::uint32_t flags,
                           std::string_view encrypted_key) {
  std::string base = HmacMd5(v2_key, nt_proof);
  const bool exchanged = (flags & ntlm::kKeyExchange) != 0;
  return exchanged ? Rc4(base, encrypted_key) : base;
}

std::string NtlmMic(std::string_view session_key, std::string_view negotiate,
                    std::string_view challenge, std::string_view authenticate) {
  std::string without(authenticate);
  without.replace(kNtlmMicOffset, kNtlmMicSize, kNtlmMicSize, '\0');
  return HmacMd5(session_key,
                 std::string(negotiate) + std::string(challenge) + without);
}

std::string NtlmSignature(std::string_view session_key, std::uint32_t flags,
                          NtlmSender sender, std::string_view text) {
  const std::string direction =
      sender == NtlmSender::kClient ? "client-to-server" : "server-to-client";
  const auto derived = [&](std::string_view key, const std::string& use) {
    const std::string magic =
        "session key to " + direction + " " + use + " key magic constant";
    return Md5(std::string(key) + magic + '\0');
  };
  std::size_t strength = kKeySize;
  if ((flags & ntlm::k128) == 0) {
    strength = (flags & ntlm::k56) != 0 ? 7 : 5;
  }
  const std::string sequence(4, '\0');
  std::string sum =
      HmacMd5(derived(session_key, "signing"), sequence + std::string(text))
          .substr(0, 8);
  if ((flags & ntlm::kKeyExchange) != 0) {
    sum = Rc4(derived(session_key.substr(0, strength), "sealing"), sum);
  }
  std::string signature;
  AppendLittle32(signature, 1);
  return signature + sum + sequence;
}

std::string ChannelBindingHash(std::string_view certificate_hash) {
  // gss_channel_bindings_struct without addresses.
  std::string bytes(16, '\0');
  const std::string data =
      "tls-server-end-point:" + std::string(certificate_hash);
  AppendLittle32(bytes, static_cast<std::uint32_t>(data.size()));
  return Md5(bytes + data);
}

std::string FromUtf16Little(std::string_view wide) {
  std::string out;
  for (std::size_t at = 0; at + 1 < wide.size(); at += 2) {
    char32_t point = ReadLittle16(wide, at);
    if (point >= 0xD800 && point < 0xDC00 && at + 3 < wide.size()) {
      const char32_t low = ReadLittle16(wide, at + 2);
      point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
      at += 2;
    }
    out += ToUtf8(point);
  }
  return out;
}

}  // namespace fake
