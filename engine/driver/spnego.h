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
