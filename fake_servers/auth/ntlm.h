// SPDX-License-Identifier: Apache-2.0
//
// The cryptography of NTLMv2 (MS-NLMP 3.3.2 and 3.4): what whoever knows the
// password can compute. No state.

#ifndef FAKE_SERVERS_AUTH_NTLM_H_
#define FAKE_SERVERS_AUTH_NTLM_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace fake {

// What the domain controller keeps of a password, the NT hash.
[[nodiscard]] std::string NtHash(std::string_view password_utf8);

// NTOWFv2. `user` and `domain` in UTF-16, little endian, as the client sent
// them.
[[nodiscard]] std::string NtlmV2Key(std::string_view nt_hash,
                                    std::string_view user,
                                    std::string_view domain);

// The first 16 bytes of an NTLMv2 response, made from the rest of it.
[[nodiscard]] std::string NtProof(std::string_view v2_key,
                                  std::string_view server_challenge,
                                  std::string_view client_blob);

// The key that both sides share afterwards. `flags` and `encrypted_key` are
// those of message 3.
[[nodiscard]] std::string NtlmSessionKey(std::string_view v2_key,
                                         std::string_view nt_proof,
                                         std::uint32_t flags,
                                         std::string_view encrypted_key);

// Over the three messages, the MIC in the third set to zero.
[[nodiscard]] std::string NtlmMic(std::string_view session_key,
                                  std::string_view negotiate,
                                  std::string_view challenge,
                                  std::string_view authenticate);

enum class NtlmSender { kClient, kServer };

// The signature of a session's first message (3.4.4.2): that is what SPNEGO
// has over its list of mechanisms.
[[nodiscard]] std::string NtlmSignature(std::string_view session_key,
                                        std::uint32_t flags, NtlmSender sender,
                                        std::string_view text);

// The value of the AV pair for a server whose certificate has this SHA-256
// (RFC 5929 tls-server-end-point).
[[nodiscard]] std::string ChannelBindingHash(std::string_view certificate_hash);

// UTF-16 as UTF-8; what is no text comes out empty.
[[nodiscard]] std::string FromUtf16Little(std::string_view wide);

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_NTLM_H_
