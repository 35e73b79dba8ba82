// SPDX-License-Identifier: Apache-2.0

#include "auth/ntlm_message.h"

#include <algorithm>
#include <initializer_list>
#include <limits>

#include "auth/little_endian.h"
#include "history/utf.h"

namespace fake {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSignature = "NTLMSSP\0"sv;
constexpr std::size_t kTypeOffset = 8;
constexpr std::size_t kNegotiateSizeMin = 16;
constexpr std::size_t kAuthenticateSizeMin = 64;
// Windows Server 2022, NTLM revision 15.
constexpr std::string_view kOurVersion = "\x0A\x00\x7C\x4F\x00\x00\x00\x0F"sv;

// Where a message says that a part of it is (2.2.1): length, room, offset.
struct Piece {
  std::size_t size = 0;
  std::size_t offset = 0;
};

Piece PieceAt(std::string_view message, std::size_t at) {
  return {.size = ReadLittle16(message, at),
          .offset = ReadLittle32(message, at + 4)};
}

std::optional<std::string> Payload(std::string_view message, Piece field) {
  if (field.size == 0) {
    return std::string();
  }
  if (field.offset > message.size() ||
      field.size > message.size() - field.offset) {
    return std::nullopt;
  }
  return std::string(message.substr(field.offset, field.size));
}

void AppendField(std::string& out, std::size_t size, std::size_t offset) {
  AppendLittle16(out, static_cast<std::uint16_t>(size));
  AppendLittle16(out, static_cast<std::uint16_t>(size));
  AppendLittle32(out, static_cast<std::uint32_t>(offset));
}

// A name of a message without Unicode: taken for Latin-1, which is ASCII in all
// that one meets.
std::string WidenOem(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

std::string NameText(const std::string& utf8, bool unicode) {
  const auto code_points = FromUtf8(utf8);
  return unicode && code_points ? ToUtf16(*code_points, ByteOrder::kLittle)
                                : utf8;
}

std::string AvBytes(const std::vector<AvPair>& pairs) {
  std::string bytes;
  for (const AvPair& pair : pairs) {
    AppendLittle16(bytes, static_cast<std::uint16_t>(pair.id));
    AppendLittle16(bytes, static_cast<std::uint16_t>(pair.value.size()));
    bytes += pair.value;
  }
  bytes.append(4, '\0');
  return bytes;
}

}  // namespace

int NtlmMessageType(std::string_view message) {
  if (!message.starts_with(kSignature) || message.size() < kTypeOffset + 4) {
    return 0;
  }
  const std::uint32_t type = ReadLittle32(message, kTypeOffset);
  return type >= 1 && type <= 3 ? static_cast<int>(type) : 0;
}

std::optional<std::uint32_t> ParseNtlmNegotiate(std::string_view message) {
  if (NtlmMessageType(message) != 1 || message.size() < kNegotiateSizeMin) {
    return std::nullopt;
  }
  return ReadLittle32(message, 12);
}

std::string MakeNtlmChallenge(const NtlmChallenge& challenge) {
  constexpr std::size_t kHeaderSize = 56;
  const std::string name =
      NameText(challenge.target_name, (challenge.flags & ntlm::kUnicode) != 0);
  const std::string info = AvBytes(challenge.target_info);
  std::string out(kSignature);
  AppendLittle32(out, 2);
  AppendField(out, name.size(), kHeaderSize);
  AppendLittle32(out, challenge.flags);
  out += challenge.server_challenge;
  out.append(8, '\0');
  AppendField(out, info.size(), kHeaderSize + name.size());
  out += (challenge.flags & ntlm::kVersion) != 0 ? std::string(kOurVersion)
                                                 : std::string(8, '\0');
  return out + name + info;
}

std::optional<NtlmAuthenticate> ParseNtlmAuthenticate(
    std::string_view message) {
  if (NtlmMessageType(message) != 3 || message.size() < kAuthenticateSizeMin) {
    return std::nullopt;
  }
  NtlmAuthenticate out;
  out.flags = ReadLittle32(message, 60);
  const struct {
    std::size_t at;
    std::string* to;
    bool name;
  } parts[] = {{12, &out.lm_response, false},
               {20, &out.nt_response, false},
               {28, &out.domain, true},
               {36, &out.user, true},
               {52, &out.session_key, false}};
  std::size_t first = std::numeric_limits<std::size_t>::max();
  for (const auto& part : parts) {
    const Piece field = PieceAt(message, part.at);
    auto bytes = Payload(message, field);
    if (!bytes) {
      return std::nullopt;
    }
    if (field.size > 0) {
      first = std::min(first, field.offset);
    }
    const bool widen = part.name && (out.flags & ntlm::kUnicode) == 0;
    *part.to = widen ? WidenOem(*bytes) : *std::move(bytes);
  }
  const std::size_t end = kNtlmMicOffset + kNtlmMicSize;
  out.has_mic = message.size() >= end && first >= end;
  return out;
}

std::optional<std::vector<AvPair>> ParseAvPairs(std::string_view bytes) {
  std::vector<AvPair> pairs;
  while (bytes.size() >= 4) {
    const auto id = static_cast<AvId>(ReadLittle16(bytes, 0));
    const std::size_t size = ReadLittle16(bytes, 2);
    if (id == AvId::kEnd) {
      return pairs;
    }
    if (size > bytes.size() - 4) {
      return std::nullopt;
    }
    pairs.push_back({.id = id, .value = std::string(bytes.substr(4, size))});
    bytes.remove_prefix(4 + size);
  }
  return std::nullopt;
}

}  // namespace fake
