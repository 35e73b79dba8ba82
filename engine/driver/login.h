// SPDX-License-Identifier: Apache-2.0
//
// The caller's login: who, and where the password or a token is to be had.

#ifndef AUTODISCOVER_DRIVER_LOGIN_H_
#define AUTODISCOVER_DRIVER_LOGIN_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autodiscover/questions.h"
#include "autodiscover/result.h"

#include "core/step.h"
#include "driver/negotiate_ntlm.h"
#include "driver/secret.h"

namespace autodiscover::driver {

// What a request logs in with: one of these.
struct Proof {
  // The value of an `Authorization` header.
  std::optional<Secret> header;
  // For NTLM by its own name, whose legs libcurl speaks.
  struct Ntlm {
    std::string username;
    Secret password;
  };
  std::optional<Ntlm> ntlm;
  // For NTLM inside Negotiate.
  std::unique_ptr<NegotiateNtlm> inside_negotiate;
};

// The report on a request for which no login by Negotiate could be made.
// kAuthenticationFailed: the Kerberos server has refused the password.
[[nodiscard]] core::TransportFailure NoLogin(const Error& why);

// Asks for the password when it is first needed, once a run, and keeps it for
// the rest of the run. Not thread-safe.
class Login {
 public:
  using AskPassword = std::function<std::string()>;

  using AskToken = std::function<std::string(const BearerChallenge&)>;

  // An empty function means that there is no such credential.
  Login(std::string username, AskPassword ask, AskToken ask_token = {});

  [[nodiscard]] const std::string& username() const { return username_; }
  [[nodiscard]] bool may_have_password() const {
    return static_cast<bool>(ask_);
  }
  // Asks for it if that was not done yet; empty: there is none.
  [[nodiscard]] const std::string& Password();

  // What `request` logs in with, as its `login` says. An error when no password
  // was given, or the user name does not fit the scheme; kNotFound when this
  // system cannot speak it. Spec: RFC 7617 with UTF-8 (AUTH-16), RFC 7616, RFC
  // 6750; AUTH-17.
  // REQUIRES: request.login; not for Negotiate.
  [[nodiscard]] Result<Proof> Prove(const core::SendHttp& request);

  // Notes a proof that another has made: Kerberos.
  void NoteSent(const Secret& header);

  // Whether `text`, which a server has written, holds the password or something
  // that was proven with it in this run.
  [[nodiscard]] bool Betrays(std::string_view text) const;

 private:
  [[nodiscard]] Result<Proof> MakeProof(const core::SendHttp& request);
  [[nodiscard]] Result<Proof> Bearer(const core::SendHttp& request) const;
  [[nodiscard]] Result<Proof> Basic() const;
  [[nodiscard]] Result<Proof> Digest(const core::SendHttp& request) const;
  [[nodiscard]] Proof Ntlm() const;
  [[nodiscard]] Result<Proof> NtlmInsideNegotiate(
      const core::SendHttp& request) const;

  std::string username_;
  AskPassword ask_;
  AskToken ask_token_;
  std::optional<Secret> password_;
  std::vector<Secret> sent_;  // Headers without the name of their scheme.
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_LOGIN_H_
