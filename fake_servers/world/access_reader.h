// SPDX-License-Identifier: Apache-2.0
//
// Reads the `tls` of a service.

#ifndef FAKE_SERVERS_WORLD_ACCESS_READER_H_
#define FAKE_SERVERS_WORLD_ACCESS_READER_H_

#include <optional>

#include "world/fields.h"
#include "world/world.h"

namespace fake {

[[nodiscard]] const FieldTable<Tls>& TlsFields();

// Nothing for `none`.
[[nodiscard]] std::optional<Tls> ReadTls(const Cursor& at);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_ACCESS_READER_H_
