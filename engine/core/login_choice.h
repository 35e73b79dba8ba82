// SPDX-License-Identifier: Apache-2.0
//
// Which of a server's challenges is answered, or why none is. The one place
// that compares the ways to log in.

#ifndef AUTODISCOVER_CORE_LOGIN_CHOICE_H_
#define AUTODISCOVER_CORE_LOGIN_CHOICE_H_

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "autodiscover/policy.h"
#include "autodiscover/questions.h"

#include "codec/www_authenticate.h"
#include "core/step.h"

namespace autodiscover::core {

// What the driver could prove the caller's identity with.
struct Means {
  bool password = false;
  bool token = false;     // Bearer.
  bool kerberos = false;  // Negotiate.
  bool consent = false;   // The caller can be asked (no proof of identity).
};

// What holds for one challenge.
struct LoginRules {
  const std::set<AuthScheme>& allowed;  // By the policy.
  Means means;                          // That may be used at this host.
  // Nothing weaker than this (AUTH-04).
  std::optional<AuthScheme> at_least;
  // Whether NTLM may be spoken inside Negotiate, where it is not offered by
  // its own name.
  bool ntlm_inside = false;
};

// In words that go on after "HOST asks for a login, ".
struct LoginRefusal {
  std::string why;
  std::string advice;
};

// The strongest challenge that can and may be answered, whatever their order
// (AUTH-02). REQUIRES: there is a challenge.
std::variant<Login, LoginRefusal> ChooseLogin(
    const std::vector<codec::Challenge>& challenges, const LoginRules& rules);

// The answer to a challenge that came in reply to `login`, when the server says
// that only its nonce was too old: a rejection of no password. Spec: RFC 7616
// 3.3, stale.
std::optional<Login> RenewedLogin(
    const Login& login, const std::vector<codec::Challenge>& challenges);

// The first bearer challenge as a caller is told it; texts are safe to show.
std::optional<BearerChallenge> BearerChallengeOf(
    const std::string& host, const std::vector<codec::Challenge>& challenges);

// "negotiate, ntlm": what a server offers, safe to show.
std::string SchemesOf(const std::vector<codec::Challenge>& challenges);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_LOGIN_CHOICE_H_
