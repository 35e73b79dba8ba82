// SPDX-License-Identifier: Apache-2.0
//
// Which of the URLs in a set of settings are the endpoints of which service.

#ifndef AUTODISCOVER_CODEC_SERVICE_URLS_H_
#define AUTODISCOVER_CODEC_SERVICE_URLS_H_

#include <string>
#include <vector>

#include "autodiscover/policy.h"
#include "autodiscover/settings.h"

namespace autodiscover::codec {

// Every EWS URL in `settings`, best first, empty ones left out. External before
// internal: EXPR, the last EXHTTP, EXCH, the first EXHTTP (POX-12), in each
// EwsUrl before ASUrl (POX-11); ExternalEwsUrl before InternalEwsUrl (SOAP-10);
// at last the blocks nested in WEB, which must not replace the others (POX-14).
std::vector<std::string> EwsUrls(const Settings& settings);

// The same for MAPI over HTTP and for ActiveSync (AS-02).
std::vector<std::string> MapiUrls(const Settings& settings);
std::vector<std::string> MapiAddressBookUrls(const Settings& settings);
std::vector<std::string> ActiveSyncUrls(const Settings& settings);

std::vector<std::string> UrlsOf(Service service, const Settings& settings);

// Whether any Exchange service is described at all: mail panels answer with
// IMAP and SMTP alone (POX-20).
bool DescribesExchange(const Settings& settings);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_SERVICE_URLS_H_
