// SPDX-License-Identifier: Apache-2.0
//
// The secrets of TLS sessions in the form of SSLKEYLOGFILE, so that a recorded
// connection can be read with Wireshark.

#ifndef FAKE_SERVERS_TLS_KEY_LOG_H_
#define FAKE_SERVERS_TLS_KEY_LOG_H_

struct ssl_ctx_st;

namespace fake {

// Every session of `context` is logged to `*fd`, which outlives it; a negative
// one, and no context, log nothing.
void LogKeysTo(ssl_ctx_st* context, const int* fd);

}  // namespace fake

#endif  // FAKE_SERVERS_TLS_KEY_LOG_H_
