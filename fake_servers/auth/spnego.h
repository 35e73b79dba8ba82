// SPDX-License-Identifier: Apache-2.0
//
// The tokens of SPNEGO (RFC 4178) that carry NTLM: which mechanisms a client
// offers, and the token inside. Kerberos inside SPNEGO is left to GSSAPI.

#ifndef FAKE_SERVERS_AUTH_SPNEGO_H_
#define FAKE_SERVERS_AUTH_SPNEGO_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fake {

// The contents of object identifiers in DER.
namespace spnego {
using namespace std::string_view_literals;
inline constexpr std::string_view kSpnego = "\x2B\x06\x01\x05\x05\x02"sv;
inline constexpr std::string_view kKerberos =
    "\x2A\x86\x48\x86\xF7\x12\x01\x02\x02"sv;
inline constexpr std::string_view kMsKerberos =
    "\x2A\x86\x48\x82\xF7\x12\x01\x02\x02"sv;
inline constexpr std::string_view kNtlm =
    "\x2B\x06\x01\x04\x01\x82\x37\x02\x02\x0A"sv;
}  // namespace spnego

// What a client sent, of either kind.
struct SpnegoToken {
  bool initial = false;                 // NegTokenInit; else NegTokenResp.
  std::vector<std::string> mechanisms;  // Of an initial one, in its order.
  std::string mechanism_list;           // The same in DER: what a MIC covers.
  std::string token;                    // Of the mechanism.
  std::string mic;
};

[[nodiscard]] std::optional<SpnegoToken> ParseSpnego(std::string_view bytes);

// Whether the token in it is for Kerberos.
[[nodiscard]] bool OffersKerberosFirst(const SpnegoToken& token);

// A token of Kerberos without SPNEGO around it.
[[nodiscard]] bool IsKerberosToken(std::string_view bytes);

enum class NegState { kCompleted = 0, kIncomplete = 1, kRejected = 2 };

// A NegTokenResp; empty parts are left out.
struct SpnegoReply {
  NegState state = NegState::kIncomplete;
  std::string_view mechanism;
  std::string_view token;
  std::string_view mic;
};

[[nodiscard]] std::string MakeSpnego(const SpnegoReply& reply);

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_SPNEGO_H_
