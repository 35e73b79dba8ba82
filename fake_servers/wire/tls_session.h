// SPDX-License-Identifier: Apache-2.0
//
// TLS for one connection. OpenSSL works on memory, the Link carries the bytes:
// so round trips, faults and byte counts are the same for HTTP and HTTPS.

#ifndef FAKE_SERVERS_WIRE_TLS_SESSION_H_
#define FAKE_SERVERS_WIRE_TLS_SESSION_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "wire/link.h"
#include "world/world.h"

struct ssl_st;
struct ssl_ctx_st;
struct bio_st;

namespace fake {

struct HandshakeResult {
  bool ok = false;
  bool resumed = false;
  std::string sni;
  std::string version;  // TLSv1.3
  std::string alpn;
  std::string alert;   // The client's: unknown_ca, certificate_expired, …
  std::string reason;  // For people, when it failed.
  bool ended = false;  // By the fault.
  // What arrived, when it was not TLS at all: a password might be in it.
  std::string received;
};

// Used by one thread. `link` must outlive it.
class TlsSession {
 public:
  TlsSession(ssl_ctx_st* context, Link& link);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;
  TlsSession(TlsSession&&) = delete;
  TlsSession& operator=(TlsSession&&) = delete;

  // Each flight that answers the client costs one round trip; tickets behind a
  // handshake that is over cost none. `fault` ends it at its stage; what comes
  // then (silence, say) is left to the caller, but an alert has been sent.
  [[nodiscard]] HandshakeResult Handshake(
      const std::optional<HandshakeFault>& fault);

  // As Link's.
  [[nodiscard]] std::size_t Read(std::span<char> buffer);
  [[nodiscard]] bool Write(std::string_view bytes);

  // Sends close_notify.
  void Close();

 private:
  struct SslDeleter {
    void operator()(ssl_st* ssl) const;
  };
  static void OnInfo(const ssl_st* ssl, int where, int value);
  [[nodiscard]] bool Feed(std::string* copy);
  [[nodiscard]] bool Flush();
  [[nodiscard]] bool Answer(bool done);
  bool Step(const std::optional<HandshakeFault>& fault,
            HandshakeResult& result);
  void EndAt(TlsStage stage, TlsEnding ending, HandshakeResult& result);
  void SendAlert(TlsStage stage);
  void Describe(HandshakeResult& result) const;

  Link& link_;
  std::unique_ptr<ssl_st, SslDeleter> ssl_;
  bio_st* in_ = nullptr;   // Owned by ssl_.
  bio_st* out_ = nullptr;  // Owned by ssl_.
  std::string alert_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_TLS_SESSION_H_
