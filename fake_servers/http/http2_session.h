// SPDX-License-Identifier: Apache-2.0
//
// Serves the requests of one connection over HTTP/2, where ALPN chose it.

#ifndef FAKE_SERVERS_HTTP_HTTP2_SESSION_H_
#define FAKE_SERVERS_HTTP_HTTP2_SESSION_H_

#include "http/http_session.h"
#include "wire/connection.h"

namespace fake {

// As ServeHttp. Streams are answered one after the other, in the order in which
// their requests are whole.
void ServeHttp2(Connection& connection, SessionHandler& handler,
                double clock_rate);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_HTTP2_SESSION_H_
