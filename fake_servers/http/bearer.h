// SPDX-License-Identifier: Apache-2.0
//
// Bearer as Exchange Online and Exchange in a hybrid deployment have it.

#ifndef FAKE_SERVERS_HTTP_BEARER_H_
#define FAKE_SERVERS_HTTP_BEARER_H_

#include <string>
#include <string_view>

#include "auth/directory.h"
#include "http/message.h"
#include "world/world.h"

namespace fake {

struct BearerOutcome {
  bool accepted = false;
  HeaderList headers;  // What the reply says about a token it refused.
};

[[nodiscard]] BearerOutcome CheckBearer(const Request& request,
                                        std::string_view token,
                                        const BearerOptions& options,
                                        const Directory& directory);

[[nodiscard]] std::string BearerChallenge(const BearerOptions& options);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_BEARER_H_
