// SPDX-License-Identifier: Apache-2.0
//
// The headers that an Exchange server puts on its replies.

#ifndef FAKE_SERVERS_HTTP_EXCHANGE_HEADERS_H_
#define FAKE_SERVERS_HTTP_EXCHANGE_HEADERS_H_

#include "world/world.h"

namespace fake {

// Those of every reply, with a request-id of its own; of an open server those
// that it sends.
[[nodiscard]] HeaderList ExchangeHeaders(
    Flavour flavour = Flavour::kExchange2016);

// Those that tell a client, in the answer to its GET of autodiscover.xml or in
// a 401, that SOAP is there too.
void AddCapabilities(HeaderList& headers);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_EXCHANGE_HEADERS_H_
