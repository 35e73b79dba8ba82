// SPDX-License-Identifier: Apache-2.0
//
// Base64, for secrets and for what is answered with one.

#ifndef AUTODISCOVER_DRIVER_BASE64_H_
#define AUTODISCOVER_DRIVER_BASE64_H_

#include <string>
#include <string_view>

namespace autodiscover::driver {

// Appends `text` in base64 to `out`, which must have room: a string that grew
// would leave a copy of its old text behind. `out` must be empty.
void AppendBase64(std::string_view text, std::string& out);

// What the base64 `text` stands for; empty: it is none.
[[nodiscard]] std::string FromBase64(std::string_view text);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_BASE64_H_
