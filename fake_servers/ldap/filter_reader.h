// SPDX-License-Identifier: Apache-2.0
//
// Reads the filter of a search from the wire.

#ifndef FAKE_SERVERS_LDAP_FILTER_READER_H_
#define FAKE_SERVERS_LDAP_FILTER_READER_H_

#include <optional>

#include "ldap/ber.h"
#include "ldap/filter.h"

namespace fake {

// `ber` stands at the filter, and afterwards behind it. Nothing: it is
// malformed, or deeper than any client makes one.
[[nodiscard]] std::optional<Filter> ReadFilter(BerElement* ber);

}  // namespace fake

#endif  // FAKE_SERVERS_LDAP_FILTER_READER_H_
