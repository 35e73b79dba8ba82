// SPDX-License-Identifier: Apache-2.0
//
// Reads the `hosts` of a world and gives each one its addresses.

#ifndef FAKE_SERVERS_WORLD_HOST_READER_H_
#define FAKE_SERVERS_WORLD_HOST_READER_H_

#include <string>
#include <vector>

#include "world/fields.h"
#include "world/names.h"
#include "world/world.h"

namespace fake {

struct HostDraft {
  Host host;
  std::vector<Family> families;  // To be chosen from the documentation ranges.
  std::vector<Cursor> demands;   // Where authentication is demanded.
};

[[nodiscard]] const FieldTable<HostDraft>& HostFields();

// In the order of the file, addresses complete.
[[nodiscard]] std::vector<HostDraft> ReadHosts(const Cursor& at);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_HOST_READER_H_
