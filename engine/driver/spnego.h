// SPDX-License-Identifier: Apache-2.0
//
// The frame that SPNEGO (RFC 4178) puts around NTLM, the only mechanism that is
// offered in it. GSSAPI has one too, but with a password it would go to a
// Kerberos server before it looks at what is offered.

#ifndef AUTODISCOVER_DRIVER_SPNEGO_H_
#define AUTODISCOVER_DRIVER_SPNEGO_H_

#include <string>
#include <string_view>

namespace autodiscover::driver {

// The contents of the object identifiers 1.3.6.1.5.5.2 and
// 1.3.6.1.4.1.311.2.2.10.
inline constexpr std::string_view kSpnegoOid{"\x2B\x06\x01\x05\x05\x02", 6};
inline constexpr std::string_view kNtlmOid{
    "\x2B\x06\x01\x04\x01\x82\x37\x02\x02\x0A", 10};

// The list of mechanisms in DER: what the signature of an answer is over.
[[nodiscard]] std::string SpnegoMechanisms();

// NegTokenInit with the first token of NTLM.
[[nodiscard]] std::string SpnegoFirst(std::string_view token);

// NegTokenResp with a later one. Empty parts are left out.
[[nodiscard]] std::string SpnegoNext(std::string_view token,
                                     std::string_view signature);

// The token of NTLM in the server's NegTokenResp; empty: there is none, the
// server has refused, or `bytes` are no such thing.
[[nodiscard]] std::string TokenInSpnego(std::string_view bytes);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_SPNEGO_H_
