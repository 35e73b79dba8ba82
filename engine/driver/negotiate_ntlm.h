// SPDX-License-Identifier: Apache-2.0
//
// NTLM inside Negotiate, which libcurl speaks with the system's credentials
// only. Private to the driver: GSSAPI is seen in its .cc file alone.

#ifndef AUTODISCOVER_DRIVER_NEGOTIATE_NTLM_H_
#define AUTODISCOVER_DRIVER_NEGOTIATE_NTLM_H_

#include <memory>
#include <string>
#include <string_view>

#include "autodiscover/result.h"

#include "driver/secret.h"

namespace autodiscover::driver {

// One login with the caller's name and password, never with credentials that
// are lying about. It sends nothing itself: no call blocks. Spec: RFC 4559,
// RFC 4178, [MS-NLMP], RFC 5929. Not thread-safe.
class NegotiateNtlm {
 public:
  // Error kNotFound: the system's GSSAPI does not know NTLM (on Debian the
  // package gss-ntlmssp brings it).
  [[nodiscard]] static Result<std::unique_ptr<NegotiateNtlm>> New(
      const std::string& username, const Secret& password,
      const std::string& host);
  ~NegotiateNtlm();
  NegotiateNtlm(const NegotiateNtlm&) = delete;
  NegotiateNtlm& operator=(const NegotiateNtlm&) = delete;
  NegotiateNtlm(NegotiateNtlm&&) = delete;
  NegotiateNtlm& operator=(NegotiateNtlm&&) = delete;

  // The value of the `Authorization` header of the first leg: no secret in it.
  [[nodiscard]] const Secret& first() const;
  // That of the second, which answers `challenge`, the base64 text of the
  // server's token. `binding`: what TLS says of the server's certificate, see
  // EndPointBinding. Error kNotFound: it cannot be answered.
  [[nodiscard]] Result<Secret> Answer(std::string_view challenge,
                                      std::string_view binding);

 private:
  class Impl;
  explicit NegotiateNtlm(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_NEGOTIATE_NTLM_H_
