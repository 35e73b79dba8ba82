// SPDX-License-Identifier: Apache-2.0
//
// Where a bearer token comes from: a command of the user's.

#ifndef TOOLS_AUTODISCOVER_TOKEN_SOURCE_H_
#define TOOLS_AUTODISCOVER_TOKEN_SOURCE_H_

#include <string>

#include "autodiscover/questions.h"

namespace autodiscover::tools {

// Runs `command` in a shell and gives the first line that it prints; empty when
// it fails. It finds the server's words in AUTODISCOVER_HOST,
// AUTODISCOVER_AUTHORIZATION_URI, AUTODISCOVER_TENANT, AUTODISCOVER_CLIENT_ID
// and AUTODISCOVER_REALM.
[[nodiscard]] std::string TokenByCommand(const std::string& command,
                                         const BearerChallenge& challenge);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_TOKEN_SOURCE_H_
