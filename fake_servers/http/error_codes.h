// SPDX-License-Identifier: Apache-2.0
//
// One error, as each protocol names it.

#ifndef FAKE_SERVERS_HTTP_ERROR_CODES_H_
#define FAKE_SERVERS_HTTP_ERROR_CODES_H_

#include <string>
#include <string_view>

namespace fake {

struct ErrorCode {
  std::string pox;   // A number: 500. MobileSync uses the same.
  std::string soap;  // InvalidUser
  std::string v2;    // UserNotFound
  int v2_status = 400;
  std::string message;
};

// The error that `code` names, a POX number or a SOAP name, with its
// counterparts. An unknown one stands for itself where it fits and for an
// internal error elsewhere. An empty `message` is replaced by Exchange's.
[[nodiscard]] ErrorCode ErrorNamed(std::string_view code,
                                   std::string_view message);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_ERROR_CODES_H_
