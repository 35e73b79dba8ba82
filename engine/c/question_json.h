// SPDX-License-Identifier: Apache-2.0
//
// What the library asks its caller, as the C interface tells it.

#ifndef AUTODISCOVER_C_QUESTION_JSON_H_
#define AUTODISCOVER_C_QUESTION_JSON_H_

#include <string>

#include "autodiscover/questions.h"

namespace autodiscover::c {

// The fields are described in autodiscover/autodiscover.h.
[[nodiscard]] std::string ToJson(const BearerChallenge& challenge);
[[nodiscard]] std::string ToJson(const ConsentQuestion& question);

}  // namespace autodiscover::c

#endif  // AUTODISCOVER_C_QUESTION_JSON_H_
