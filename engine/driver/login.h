// SPDX-License-Identifier: Apache-2.0
//
// The caller's login: who, and where the password is to be had.

#ifndef AUTODISCOVER_DRIVER_LOGIN_H_
#define AUTODISCOVER_DRIVER_LOGIN_H_

#include <functional>
#include <optional>
#include <string>

#include "autodiscover/result.h"

#include "driver/secret.h"

namespace autodiscover::driver {

// Asks for the password when it is first needed, once a run, and keeps it for
// the rest of the run. Not thread-safe.
class Login {
 public:
  using AskPassword = std::function<std::string()>;

  // An empty `ask` means that there are no credentials.
  Login(std::string username, AskPassword ask);

  // The value of an `Authorization` header for Basic, in UTF-8. An error when
  // no password was given. Spec: RFC 7617; AUTH-16, AUTH-17.
  [[nodiscard]] Result<Secret> BasicAuthorization();

 private:
  [[nodiscard]] Secret Ask() const;

  std::string username_;
  AskPassword ask_;
  std::optional<Secret> password_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_LOGIN_H_
