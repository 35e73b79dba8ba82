// SPDX-License-Identifier: Apache-2.0

#include "history/found_secrets.h"

#include <utility>

namespace fake {

void RecordFound(Transcript& transcript, const std::vector<FoundSecret>& found,
                 SecretEvent event) {
  for (const FoundSecret& each : found) {
    event.form = each.form;
    event.fingerprint = each.fingerprint;
    transcript.Record(event);
  }
}

void RecordAddresses(Transcript& transcript,
                     const std::vector<FoundSecret>& found, SecretEvent event) {
  event.is_address = true;
  RecordFound(transcript, found, std::move(event));
}

}  // namespace fake
