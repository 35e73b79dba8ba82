// SPDX-License-Identifier: Apache-2.0
//
// Reads the fields of an ANSWER that say what its reply looks like on the wire:
// framing, encoding, raw bytes, generated headers and bodies.

#ifndef FAKE_SERVERS_WORLD_WIRE_READER_H_
#define FAKE_SERVERS_WORLD_WIRE_READER_H_

#include "world/fields.h"
#include "world/world.h"

namespace fake {

[[nodiscard]] const FieldTable<WireForm>& WireFields();

// Complains of fields that cannot stand together.
void CheckWire(const SeenFields& seen, const WireForm& wire);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_WIRE_READER_H_
