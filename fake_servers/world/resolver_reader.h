// SPDX-License-Identifier: Apache-2.0
//
// Reads the `resolver` of a world: how the client's machine finds its names.

#ifndef FAKE_SERVERS_WORLD_RESOLVER_READER_H_
#define FAKE_SERVERS_WORLD_RESOLVER_READER_H_

#include "world/fields.h"
#include "world/world.h"

namespace fake {

[[nodiscard]] const FieldTable<Resolver>& ResolverFields();

void ReadResolver(const Cursor& at, Resolver& out);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_RESOLVER_READER_H_
