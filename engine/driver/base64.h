// SPDX-License-Identifier: Apache-2.0
//
// Base64, for secrets.

#ifndef AUTODISCOVER_DRIVER_BASE64_H_
#define AUTODISCOVER_DRIVER_BASE64_H_

#include <string>
#include <string_view>

namespace autodiscover::driver {

// Appends `text` in base64 to `out`, which must have room: a string that grew
// would leave a copy of its old text behind. `out` must be empty.
void AppendBase64(std::string_view text, std::string& out);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_BASE64_H_
