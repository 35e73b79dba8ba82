// SPDX-License-Identifier: Apache-2.0
//
// The mailboxes that are asked about beside the one that is discovered.

#ifndef AUTODISCOVER_CORE_FELLOWS_H_
#define AUTODISCOVER_CORE_FELLOWS_H_

#include <string>
#include <vector>

#include "autodiscover/policy.h"
#include "autodiscover/settings.h"

#include "base/email_address.h"

namespace autodiscover::core {

// Those of Wanted::users, each once, that may be named to the servers of
// `mailbox`: others have no business with them.
std::vector<std::string> FellowsToAsk(const Policy& policy,
                                      const EmailAddress& mailbox);

// One answer for each of Wanted::users, in their order.
std::vector<UserAnswer> InOrderOf(const Wanted& wanted,
                                  const std::vector<UserAnswer>& answers);

// Chooses the endpoints of each, and makes all text safe to show.
void Refine(const Policy& policy, std::vector<UserAnswer>& answers);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_FELLOWS_H_
