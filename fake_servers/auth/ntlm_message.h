// SPDX-License-Identifier: Apache-2.0
//
// The three messages of NTLM on the wire (MS-NLMP 2.2). No cryptography.

#ifndef FAKE_SERVERS_AUTH_NTLM_MESSAGE_H_
#define FAKE_SERVERS_AUTH_NTLM_MESSAGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fake {

// The flags that we look at, or offer.
namespace ntlm {
inline constexpr std::uint32_t kUnicode = 0x00000001;
inline constexpr std::uint32_t kOem = 0x00000002;
inline constexpr std::uint32_t kRequestTarget = 0x00000004;
inline constexpr std::uint32_t kSign = 0x00000010;
inline constexpr std::uint32_t kSeal = 0x00000020;
inline constexpr std::uint32_t kNtlm = 0x00000200;
inline constexpr std::uint32_t kAlwaysSign = 0x00008000;
inline constexpr std::uint32_t kTargetIsDomain = 0x00010000;
inline constexpr std::uint32_t kExtendedSession = 0x00080000;
inline constexpr std::uint32_t kTargetInfo = 0x00800000;
inline constexpr std::uint32_t kVersion = 0x02000000;
inline constexpr std::uint32_t k128 = 0x20000000;
inline constexpr std::uint32_t kKeyExchange = 0x40000000;
inline constexpr std::uint32_t k56 = 0x80000000;
}  // namespace ntlm

// The identifiers of AV pairs (2.2.2.1).
enum class AvId : std::uint16_t {
  kEnd = 0,
  kNbComputerName = 1,
  kNbDomainName = 2,
  kDnsComputerName = 3,
  kDnsDomainName = 4,
  kDnsTreeName = 5,
  kFlags = 6,
  kTimestamp = 7,
  kTargetName = 9,
  kChannelBindings = 10,
};

struct AvPair {
  AvId id = AvId::kEnd;
  std::string value;
};

// Of a well-formed message: 1, 2 or 3; else 0.
[[nodiscard]] int NtlmMessageType(std::string_view message);

// The flags of message 1.
[[nodiscard]] std::optional<std::uint32_t> ParseNtlmNegotiate(
    std::string_view message);

struct NtlmChallenge {
  std::uint32_t flags = 0;
  std::string server_challenge;     // Eight bytes.
  std::string target_name;          // UTF-8.
  std::vector<AvPair> target_info;  // Without the end.
};

// Message 2.
[[nodiscard]] std::string MakeNtlmChallenge(const NtlmChallenge& challenge);

// Message 3. Names are in UTF-16, little endian, whatever the message had.
struct NtlmAuthenticate {
  std::uint32_t flags = 0;
  std::string lm_response;
  std::string nt_response;
  std::string domain;
  std::string user;
  std::string session_key;  // Encrypted.
  bool has_mic = false;     // There is room for one.
};

inline constexpr std::size_t kNtlmMicOffset = 72;
inline constexpr std::size_t kNtlmMicSize = 16;

[[nodiscard]] std::optional<NtlmAuthenticate> ParseNtlmAuthenticate(
    std::string_view message);

// Up to the end pair. Nothing where it is cut off before.
[[nodiscard]] std::optional<std::vector<AvPair>> ParseAvPairs(
    std::string_view bytes);

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_NTLM_MESSAGE_H_
