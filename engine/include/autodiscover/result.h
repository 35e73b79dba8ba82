// SPDX-License-Identifier: Apache-2.0
//
// Result<T>: a value, or the Error that says why there is none. The one place
// that names the library behind it; it becomes std::expected with C++23. Use
// only members that both have.

#ifndef AUTODISCOVER_RESULT_H_
#define AUTODISCOVER_RESULT_H_

#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "autodiscover/error.h"

namespace autodiscover {

// The type is not [[nodiscard]] in this library version: mark the functions
// that return it.
template <typename T>
using Result = tl::expected<T, Error>;

// `return Fail(ErrorCode::kNotFound, "...");` in a function that returns
// Result.
inline tl::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(
      Error{.code = code, .message = std::move(message)});
}

}  // namespace autodiscover

#endif  // AUTODISCOVER_RESULT_H_
