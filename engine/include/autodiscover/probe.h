// SPDX-License-Identifier: Apache-2.0
//
// Single looks at the network, for who examines a domain. A discovery asks for
// itself.

#ifndef AUTODISCOVER_PROBE_H_
#define AUTODISCOVER_PROBE_H_

#include <cstdint>
#include <string>

#include "autodiscover/client.h"
#include "autodiscover/facts.h"

namespace autodiscover {

enum class RecordType { kA, kAaaa, kCname, kSrv };

// Asks the name servers of `network`, and /etc/hosts never, for the records of
// `name` as it is: no search list. Waits up to three seconds. `aliases` hold
// the CNAMEs of the answer also where they lead nowhere. Names are in lower
// case, so that they can be compared.
[[nodiscard]] DnsFact AskDns(const Network& network, const std::string& name,
                             RecordType type);

// Whether the server of `host` at this numeric address ends a handshake in TLS
// 1.0 or 1.1. Nothing follows it. Waits up to three seconds for each.
[[nodiscard]] bool TakesOldTls(const std::string& host,
                               const std::string& address, std::uint16_t port);

}  // namespace autodiscover

#endif  // AUTODISCOVER_PROBE_H_
