// SPDX-License-Identifier: Apache-2.0
//
// What a service that is a proxy makes of a request that it lets through.

#ifndef FAKE_SERVERS_HTTP_PROXY_H_
#define FAKE_SERVERS_HTTP_PROXY_H_

#include "http/message.h"

namespace fake {

// A tunnel for CONNECT, the request itself for an absolute `http` target, and
// 400 for all else. Pure.
// Spec: RFC 9110 9.3.6, RFC 9112 3.2.2 and 3.2.3
[[nodiscard]] Reply ProxyReply(const Request& request);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_PROXY_H_
