// SPDX-License-Identifier: Apache-2.0
//
// What a caller is told when there is no result.

#ifndef AUTODISCOVER_ERROR_H_
#define AUTODISCOVER_ERROR_H_

#include <string>
#include <string_view>

namespace autodiscover {

// Why a discovery ended without an endpoint. One code per thing that a caller
// can do something about. Where several candidates failed differently the first
// of this order wins: kAuthenticationFailed, kRefusedByPolicy, kServerError,
// kTlsFailed, kNotFound (requirement ERR-08).
enum class ErrorCode {
  // The address is not `local@domain` with a domain that may be looked up.
  kInvalidAddress,
  // A server asked for credentials and refused those that were sent, or
  // offered no way to authenticate that the policy allows.
  kAuthenticationFailed,
  // The only way left was refused by the policy: no consent for a host, plain
  // HTTP, too many redirects.
  kRefusedByPolicy,
  // A server of the domain answered, but with an error.
  kServerError,
  // A server was there, but no certificate could be trusted.
  kTlsFailed,
  // Nothing at any of the candidates.
  kNotFound,
  // The whole-run deadline passed, and nothing else is known.
  kTimedOut,
  // The caller cancelled.
  kCancelled,
};

// The name of `code` as it is written in JSON and traces: "not_found".
std::string_view ToString(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::kNotFound;
  // For people: names host and step. No program may depend on its wording.
  // Never holds a secret (ERR-11).
  std::string message;

  bool operator==(const Error&) const = default;
};

}  // namespace autodiscover

#endif  // AUTODISCOVER_ERROR_H_
