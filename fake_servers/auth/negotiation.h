// SPDX-License-Identifier: Apache-2.0
//
// The legs of NTLM and Negotiate on one connection: what was said, and what
// comes next.

#ifndef FAKE_SERVERS_AUTH_NEGOTIATION_H_
#define FAKE_SERVERS_AUTH_NEGOTIATION_H_

#include <optional>
#include <string>
#include <string_view>

#include "auth/directory.h"
#include "auth/kerberos_acceptor.h"
#include "auth/ntlm_server.h"
#include "auth/spnego.h"

namespace fake {

struct Leg {
  enum class State { kMore, kAccepted, kRejected };
  State state = State::kRejected;
  std::string name;   // ntlm-1, ntlm-3, spnego, kerberos; empty: none of these.
  std::string user;   // Of the last leg.
  std::string token;  // For the client; may be empty.
};

// Used by one thread.
class Negotiation {
 public:
  // `binding`: the SHA-256 of the server's certificate; empty: no TLS.
  explicit Negotiation(std::string binding = {})
      : binding_(std::move(binding)) {}

  // A token of the scheme NTLM.
  [[nodiscard]] Leg StepNtlm(std::string_view token, NtlmServer& server,
                             Directory& directory);

  // A token of the scheme Negotiate: SPNEGO, or NTLM as it is.
  [[nodiscard]] Leg StepNegotiate(std::string_view token, NtlmServer& server,
                                  Directory& directory);

  // Who has logged in on this connection; empty: nobody.
  [[nodiscard]] const std::string& user() const { return user_; }

 private:
  [[nodiscard]] Leg StepKerberos(std::string_view token,
                                 const Directory& directory);
  [[nodiscard]] Leg StepSpnego(const SpnegoToken& sent, NtlmServer& server,
                               Directory& directory);
  [[nodiscard]] bool MicIsRight(const std::string& mic,
                                const NtlmOutcome& outcome) const;

  std::string binding_;
  std::string user_;
  std::optional<NtlmExchange> exchange_;  // After message 1.
  NtlmOutcome last_;                      // After message 3.
  std::string mechanism_list_;
  KerberosExchange kerberos_;
  bool in_kerberos_ = false;  // More of its legs are to come.
};

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_NEGOTIATION_H_
