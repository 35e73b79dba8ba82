// SPDX-License-Identifier: Apache-2.0
//
// Watches a login by NTLM, which takes several legs.

#ifndef AUTODISCOVER_DRIVER_HANDSHAKE_GUARD_H_
#define AUTODISCOVER_DRIVER_HANDSHAKE_GUARD_H_

#include <string>
#include <string_view>

namespace autodiscover::driver {

// Ends the transfer when the legs would leave their connection (AUTH-10), or
// when the server's challenge would be answered with less than NTLMv2.
class HandshakeGuard {
 public:
  // A leg is about to be sent from `local_port`; `answered`: an earlier one
  // was answered. False: stop.
  [[nodiscard]] bool OnLeg(int local_port, bool answered);
  // A line of an answer's header. False: stop.
  [[nodiscard]] bool OnHeaderLine(std::string_view line);
  // The exchange is over. libcurl gives the challenge itself for the answer
  // when the server says that it closes the connection after it.
  void OnEnd();
  // The challenge that was the last answer, in base64; empty: it was none.
  [[nodiscard]] const std::string& challenge() const { return challenge_; }
  // Why it was stopped; empty: it was not.
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  int local_port_ = 0;
  std::string challenge_;
  std::string why_;
};

// Whether the base64 text of an NTLM challenge (type 2), as it is or inside
// another token, brings what NTLMv2 needs: the target information. False also
// for text that is none. Spec: [MS-NLMP] 2.2.1.2.
[[nodiscard]] bool AllowsNtlmV2(std::string_view type2);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_HANDSHAKE_GUARD_H_
