// SPDX-License-Identifier: Apache-2.0
//
// Reads what c-ares reports: statuses, SRV replies, address lists. Private to
// the resolver; the tests feed it bytes.

#ifndef AUTODISCOVER_DRIVER_DNS_REPLY_H_
#define AUTODISCOVER_DRIVER_DNS_REPLY_H_

#include <span>
#include <string>

#include "core/step.h"
#include "driver/dns_resolver.h"

struct ares_addrinfo;  // NOLINT(readability-identifier-naming): theirs.

namespace autodiscover::driver {

// What a c-ares status other than success means.
struct DnsProblem {
  std::string why;      // "NXDOMAIN", "NODATA", "SERVFAIL", "timed out", …
  bool failed = false;  // No answer, as opposed to an answer without records.
  bool operator==(const DnsProblem&) const = default;
};
DnsProblem ProblemFromStatus(int ares_status);

// Reads the reply to an SRV query. `reply` may be empty when `status` is not
// success. Spec: RFC 2782; SRV-11, SRV-12.
core::SrvAnswer SrvFromReply(int ares_status,
                             std::span<const unsigned char> reply);

// Reads the addresses that a lookup gave; `info` may be null.
AddressAnswer AddressesFromInfo(int ares_status, const ares_addrinfo* info);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_DNS_REPLY_H_
