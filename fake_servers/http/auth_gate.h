// SPDX-License-Identifier: Apache-2.0
//
// One `auth` of a scenario at work: judges the credentials of requests, and
// challenges as Exchange does.

#ifndef FAKE_SERVERS_HTTP_AUTH_GATE_H_
#define FAKE_SERVERS_HTTP_AUTH_GATE_H_

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "auth/digest_guard.h"
#include "auth/directory.h"
#include "auth/negotiation.h"
#include "auth/ntlm_server.h"
#include "http/message.h"
#include "world/world.h"

namespace fake {

struct AuthVerdict {
  std::string scheme = "none";      // Lower case.
  std::string credential = "none";  // none, accepted, rejected
  std::string leg;                  // ntlm-1, ntlm-3, …; empty: has none.
  std::string user;
  bool admitted = true;
  std::vector<std::string> challenge;  // For a 401: WWW-Authenticate values.
  bool proxy = false;                  // Then for a 407: Proxy-Authenticate.
  HeaderList headers;                  // What the reply has besides.
};

// Safe for threads. `auth` and `directory` must outlive it.
class AuthGate {
 public:
  // `host` names the realm when `auth` names none. `proxy`: it guards a proxy,
  // whose headers have other names.
  AuthGate(const Auth& auth, Directory& directory, const std::string& host,
           bool proxy = false);

  // `connection` is that of the request. Credentials that nobody demanded are
  // named, but not judged.
  [[nodiscard]] AuthVerdict Judge(const Request& request,
                                  Negotiation& connection);

 private:
  struct Credentials {
    const Request& request;
    std::string_view token;  // What follows the scheme.
  };
  [[nodiscard]] bool Offers(AuthScheme scheme) const;
  [[nodiscard]] bool OffersNamed(std::string_view scheme) const;
  void JudgeCredentials(const Credentials& sent, Negotiation& connection,
                        AuthVerdict& verdict);
  void JudgeBasic(std::string_view token, AuthVerdict& verdict);
  void JudgeDigest(const Credentials& sent, AuthVerdict& verdict);
  void JudgeBearer(const Credentials& sent, AuthVerdict& verdict);
  void JudgeLeg(std::string_view token, Negotiation& connection,
                AuthVerdict& verdict);
  [[nodiscard]] std::vector<std::string> Challenges(bool stale);
  void AddChallenges(AuthScheme scheme, bool stale,
                     std::vector<std::string>& out);

  const Auth& auth_;
  const std::unique_ptr<Directory> own_;  // With accounts of its own; or null.
  Directory& directory_;
  const std::string realm_;
  const bool proxy_;
  DigestGuard digest_;
  NtlmServer ntlm_;
  std::atomic<bool> downgraded_ = false;
};

// The 401, or the 407 of a proxy, for a request that was not admitted.
[[nodiscard]] Reply Challenge(const AuthVerdict& verdict);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_AUTH_GATE_H_
