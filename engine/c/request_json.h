// SPDX-License-Identifier: Apache-2.0
//
// Reads the request of the C interface, strictly: a field that is not known, or
// of another type, is an error, so that no wish is passed over in silence.

#ifndef AUTODISCOVER_C_REQUEST_JSON_H_
#define AUTODISCOVER_C_REQUEST_JSON_H_

#include <string_view>

#include "autodiscover/client.h"
#include "autodiscover/result.h"

namespace autodiscover::c {

// The fields are described in autodiscover/autodiscover.h.
[[nodiscard]] Result<Request> RequestFromJson(std::string_view text);

}  // namespace autodiscover::c

#endif  // AUTODISCOVER_C_REQUEST_JSON_H_
