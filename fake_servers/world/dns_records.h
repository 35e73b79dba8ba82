// SPDX-License-Identifier: Apache-2.0
//
// Reads the records of a name in `dns`.

#ifndef FAKE_SERVERS_WORLD_DNS_RECORDS_H_
#define FAKE_SERVERS_WORLD_DNS_RECORDS_H_

#include "world/cursor.h"
#include "world/names.h"
#include "world/world.h"

namespace fake {

// A list of literal addresses of one family.
void ReadAddresses(const Cursor& at, Family family,
                   std::vector<std::string>& out);

// One `"PRIORITY WEIGHT PORT TARGET"`; a target may have `{n}` in it.
void ReadSrv(const Cursor& at, DnsName& out);

void ReadCname(const Cursor& at, DnsName& out);
void ReadTxt(const Cursor& at, DnsName& out);

// One `"TYPE HEX"`.
void ReadRaw(const Cursor& at, DnsName& out);

// Makes of each address and SRV record so many: addresses count upwards, and
// `{n}` in a target becomes 1, 2, 3 …
void Multiply(DnsName& name, int times);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_DNS_RECORDS_H_
