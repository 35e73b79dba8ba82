// SPDX-License-Identifier: Apache-2.0
//
// Reads the `tcp` of a service.

#ifndef FAKE_SERVERS_WORLD_TCP_READER_H_
#define FAKE_SERVERS_WORLD_TCP_READER_H_

#include <string>

#include "world/fields.h"
#include "world/world.h"

namespace fake {

// The fields of the map that may stand in the place of a word.
[[nodiscard]] const FieldTable<Service>& TcpFields();

void ReadTcp(const Cursor& at, Service& out);

// The word of the format.
[[nodiscard]] std::string TcpWord(TcpBehaviour tcp);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_TCP_READER_H_
