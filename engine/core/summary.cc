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

struct Kind {
  ErrorCode code;
  std::string_view headline;
};

// What says most, first (ERR-08).
constexpr std::array<Kind, 4> kKinds = {{
    {.code = ErrorCode::kAuthenticationFailed, .headline = "The login failed."},
    {.code = ErrorCode::kRefusedByPolicy,
     .headline = "The way to the settings was not safe to follow."},
    {.code = ErrorCode::kServerError,
     .headline = "A server was found, but it gave no settings."},
    {.code = ErrorCode::kTlsFailed,
     .headline = "A server was found, but its identity could not be proven."},
}};

}  // namespace

Error Summarise(std::string_view address, const std::vector<Attempt>& attempts,
                bool timed_out) {
  for (const Kind& kind : kKinds) {
    if (const Attempt* attempt = FirstOf(attempts, kind.code)) {
      return {.code = kind.code, .message = Explain(kind.headline, *attempt)};
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
