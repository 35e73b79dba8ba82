// SPDX-License-Identifier: Apache-2.0
//
// Writes into a transcript which secrets, and which addresses, something held.

#ifndef FAKE_SERVERS_HISTORY_FOUND_SECRETS_H_
#define FAKE_SERVERS_HISTORY_FOUND_SECRETS_H_

#include <vector>

#include "history/secret_finder.h"
#include "history/transcript.h"

namespace fake {

// One event like `event` for each of `found`.
void RecordFound(Transcript& transcript, const std::vector<FoundSecret>& found,
                 SecretEvent event);

// The same for addresses of mailboxes, where the protocol has no place for one.
void RecordAddresses(Transcript& transcript,
                     const std::vector<FoundSecret>& found, SecretEvent event);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_FOUND_SECRETS_H_
