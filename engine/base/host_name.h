// SPDX-License-Identifier: Apache-2.0
//
// Host names as DNS, TLS and the rules about trust compare them: A-labels,
// lower case, no dot at the end.

#ifndef AUTODISCOVER_BASE_HOST_NAME_H_
#define AUTODISCOVER_BASE_HOST_NAME_H_

#include <string>
#include <string_view>

#include "autodiscover/result.h"

namespace autodiscover {

// The one form in which this project keeps a DNS name: an internationalised
// name becomes A-labels (IN-05), case is lowered, one dot at the end goes
// (SRV-08). Refuses empty and over-long labels, characters that no host name
// has, and names that end in a number, because those are read as addresses.
// Spec: RFC 1123 2.1, RFC 5891, RFC 3492.
[[nodiscard]] Result<std::string> NormaliseHostName(std::string_view name);

// As above, for the host of a URL: also takes IPv4 and bracketed IPv6
// addresses, and gives their shortest form.
[[nodiscard]] Result<std::string> NormaliseUrlHost(std::string_view host);

// REQUIRES for all below: names from the functions above.

// "10.0.0.5" or "[2001:db8::1]".
bool IsAddressLiteral(std::string_view host);

// `host` is `domain`, or a name below it: whole labels, never a text suffix.
bool IsInDomain(std::string_view host, std::string_view domain);

bool HasSingleLabel(std::string_view host);

}  // namespace autodiscover

#endif  // AUTODISCOVER_BASE_HOST_NAME_H_
