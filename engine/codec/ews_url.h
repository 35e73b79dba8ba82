// SPDX-License-Identifier: Apache-2.0
//
// Which of the URLs in a set of settings is the mailbox's EWS endpoint.

#ifndef AUTODISCOVER_CODEC_EWS_URL_H_
#define AUTODISCOVER_CODEC_EWS_URL_H_

#include <string>
#include <vector>

#include "autodiscover/outcome.h"

namespace autodiscover::codec {

// Every EWS URL in `settings`, best first, empty ones left out. External before
// internal: EXPR, the last EXHTTP, EXCH, the first EXHTTP (POX-12), in each
// EwsUrl before ASUrl (POX-11); ExternalEwsUrl before InternalEwsUrl (SOAP-10).
std::vector<std::string> EwsUrls(const Settings& settings);

// Whether any Exchange service is described at all: mail panels answer with
// IMAP and SMTP alone (POX-20).
bool DescribesExchange(const Settings& settings);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_EWS_URL_H_
