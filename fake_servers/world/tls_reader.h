// SPDX-License-Identifier: Apache-2.0
//
// Reads the `tls` of a service.

#ifndef FAKE_SERVERS_WORLD_TLS_READER_H_
#define FAKE_SERVERS_WORLD_TLS_READER_H_

#include <optional>
#include <string>
#include <vector>

#include "world/fields.h"
#include "world/world.h"

namespace fake {

[[nodiscard]] const FieldTable<Tls>& TlsFields();

// Nothing for `none`.
[[nodiscard]] std::optional<Tls> ReadTls(const Cursor& at);

// What a handshake there meets that no right server does, in the words of the
// format: `certificate expired`.
[[nodiscard]] std::vector<std::string> TlsFaults(const Tls& tls);

// The same of where the handshake is ended: `handshake close-after-hello`.
[[nodiscard]] std::string TlsFault(const HandshakeFault& fault);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_TLS_READER_H_
