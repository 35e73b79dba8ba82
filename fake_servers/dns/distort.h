// SPDX-License-Identifier: Apache-2.0
//
// Spoils a right response on its way out. Pure.

#ifndef FAKE_SERVERS_DNS_DISTORT_H_
#define FAKE_SERVERS_DNS_DISTORT_H_

#include <string>
#include <vector>

#include "dns/message.h"
#include "world/world.h"

namespace fake {

// The messages to send instead of `response`, the bytes of the response to
// `query`, in their order.
[[nodiscard]] std::vector<std::string> Distort(const DnsQuery& query,
                                               const std::string& response,
                                               DnsMessage how);

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_DISTORT_H_
