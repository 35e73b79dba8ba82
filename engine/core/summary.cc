// SPDX-License-Identifier: Apache-2.0

#include "core/summary.h"

#include <algorithm>
#include <array>

#include "base/strings.h"

namespace autodiscover::core {
namespace {

const Attempt* FirstOf(const std::vector<Attempt>& attempts, ErrorCode code) {
  const auto found = std::ranges::find_if(
      attempts,
      [code](const Attempt& attempt) { return attempt.failure == code; });
  return found == attempts.end() ? nullptr : &*found;
}

std::string Explain(std::string_view headline, const Attempt& attempt) {
  return StrCat(headline, " ", attempt.action, ": ", attempt.reason, ".",
                attempt.advice.empty() ? "" : " ", attempt.advice);
}

std::string_view Headline(ErrorCode code) {
  switch (code) {
    case ErrorCode::kAuthenticationFailed:
      return "The login failed.";
    case ErrorCode::kRefusedByPolicy:
      return "The way to the settings was not safe to follow.";
    case ErrorCode::kServerError:
      return "A server was found, but it gave no settings.";
    case ErrorCode::kTlsFailed:
      return "A server was found, but its identity could not be proven.";
    case ErrorCode::kInvalidAddress:
    case ErrorCode::kNotFound:
    case ErrorCode::kTimedOut:
    case ErrorCode::kCancelled:
      break;
  }
  return "";
}

}  // namespace

Error Summarise(std::string_view address, const std::vector<Attempt>& attempts,
                bool timed_out) {
  constexpr std::array kOrder = {
      ErrorCode::kAuthenticationFailed, ErrorCode::kRefusedByPolicy,
      ErrorCode::kServerError, ErrorCode::kTlsFailed};
  for (const ErrorCode code : kOrder) {
    if (const Attempt* attempt = FirstOf(attempts, code)) {
      return {.code = code, .message = Explain(Headline(code), *attempt)};
    }
  }
  if (timed_out) {
    return {.code = ErrorCode::kTimedOut,
            .message = StrCat("No Exchange server was found for ", address,
                              " in the time allowed.")};
  }
  return {.code = ErrorCode::kNotFound,
          .message = StrCat("No Exchange server was found for ", address,
                            " in any of the places where it could be.")};
}

int DecidingAttempt(const std::vector<Attempt>& attempts, ErrorCode code) {
  const auto first = [&](auto&& decides) {
    const auto found = std::ranges::find_if(attempts, decides);
    return found == attempts.end() ? -1
                                   : static_cast<int>(found - attempts.begin());
  };
  if (code == ErrorCode::kNotFound || code == ErrorCode::kTimedOut) {
    const int expected = first([](const Attempt& attempt) {
      return attempt.failure && attempt.source == Source::kAutodiscoverHost;
    });
    if (expected >= 0) {
      return expected;
    }
  }
  return first(
      [code](const Attempt& attempt) { return attempt.failure == code; });
}

}  // namespace autodiscover::core
