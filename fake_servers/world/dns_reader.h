// SPDX-License-Identifier: Apache-2.0
//
// Reads the `dns` of a world.

#ifndef FAKE_SERVERS_WORLD_DNS_READER_H_
#define FAKE_SERVERS_WORLD_DNS_READER_H_

#include "world/fields.h"
#include "world/world.h"

namespace fake {

[[nodiscard]] const FieldTable<DnsName>& DnsFields();

void ReadDns(const Cursor& at, Zone& zone);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_DNS_READER_H_
