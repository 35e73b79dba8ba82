// SPDX-License-Identifier: Apache-2.0
//
// Reads the `dns` of a world.

#ifndef FAKE_SERVERS_WORLD_DNS_READER_H_
#define FAKE_SERVERS_WORLD_DNS_READER_H_

#include <string>

#include "world/fields.h"
#include "world/world.h"

namespace fake {

[[nodiscard]] const FieldTable<DnsName>& DnsFields();

void ReadDns(const Cursor& at, Zone& zone);

// The word of the format for a fault; empty for none.
[[nodiscard]] std::string DnsWord(DnsFault fault);
[[nodiscard]] std::string DnsWord(DnsEdns edns);
[[nodiscard]] std::string DnsWord(DnsMessage message);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_DNS_READER_H_
