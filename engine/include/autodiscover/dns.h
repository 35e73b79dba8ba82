// SPDX-License-Identifier: Apache-2.0
//
// Single questions to DNS, for who examines a domain. A discovery asks its own.

#ifndef AUTODISCOVER_DNS_H_
#define AUTODISCOVER_DNS_H_

#include <string>

#include "autodiscover/client.h"
#include "autodiscover/facts.h"

namespace autodiscover {

enum class RecordType { kA, kAaaa, kCname, kSrv };

// Asks the name servers of `network`, and /etc/hosts never, for the records of
// `name` as it is: no search list. Waits up to three seconds. `aliases` hold
// the CNAMEs of the answer also where they lead nowhere.
[[nodiscard]] DnsFact AskDns(const Network& network, const std::string& name,
                             RecordType type);

}  // namespace autodiscover

#endif  // AUTODISCOVER_DNS_H_
