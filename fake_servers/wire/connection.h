// SPDX-License-Identifier: Apache-2.0
//
// One connection as a server sees it: plain or TLS, opened, read, answered
// (whole or with a fault) and closed, and each of these in the transcript.

#ifndef FAKE_SERVERS_WIRE_CONNECTION_H_
#define FAKE_SERVERS_WIRE_CONNECTION_H_

#include <chrono>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "history/secret_finder.h"
#include "history/transcript.h"
#include "tls/certificate_authority.h"
#include "wire/link.h"
#include "wire/stop_signal.h"
#include "wire/tls_session.h"
#include "wire/unique_fd.h"

namespace fake {

// What every connection of a world shares. All of it outlives them.
struct WireContext {
  Transcript& transcript;
  const SecretFinder& secrets;
  const StopSignal& stop;
};

// How a service shakes hands.
struct TlsSetup {
  SslContext context;
  std::optional<HandshakeFault> fault;
  // What every handshake there meets, `FIELD WORD`.
  std::vector<std::string> faults;
};

struct ConnectionOptions {
  LinkOptions link;
  // RST once so many bytes of requests have come.
  std::optional<std::size_t> reset_after;
  bool speaks_http = true;  // So that TLS in clear is told so.
};

// How a reply goes out.
struct SendPlan {
  enum class End {
    kStay,     // The connection may carry the next request.
    kClose,    // FIN, after close_notify over TLS.
    kCut,      // FIN, without close_notify.
    kReset,    // RST.
    kSilence,  // Nothing more, until the client closes.
  };
  std::size_t bytes_max = std::numeric_limits<std::size_t>::max();
  std::chrono::nanoseconds per_byte{0};
  End end = End::kStay;
};

// Used by one thread.
class Connection {
 public:
  // `tls` null: plain; else it must outlive the connection. A connection is
  // recorded when it is accepted, so `place` has its number already.
  Connection(UniqueFd socket, Place place, const TlsSetup* tls,
             WireContext context, const ConnectionOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection(Connection&&) = delete;
  Connection& operator=(Connection&&) = delete;

  // Charges the round trip of TCP and makes the TLS handshake, if any. False:
  // there is nobody to talk to.
  [[nodiscard]] bool Open();

  // Makes the handshake on a connection that was plain so far. `tls` must
  // outlive it. False as above.
  [[nodiscard]] bool StartTls(const TlsSetup& tls);

  // Waits for bytes, after decryption. 0: no more will come.
  [[nodiscard]] std::size_t Read(std::span<char> buffer);

  // Sends `reply` as `plan` says. False: the connection is over.
  [[nodiscard]] bool Send(std::string_view reply, const SendPlan& plan);

  // Carries bytes to and from `upstream`, until it is over. REQUIRES: no TLS.
  void RelayTo(int upstream);

  // Ends our side at once, and says nothing until the client closes.
  void HalfClose();

  // Says nothing until the client closes or the world stops. What it sends
  // meanwhile is searched for secrets.
  void StaySilent();

  // Waits, in real time. False: the world stops.
  [[nodiscard]] bool Wait(std::chrono::nanoseconds time) const {
    return link_.Wait(time);
  }
  [[nodiscard]] bool RoundTrip() { return link_.RoundTrip(); }

  // Ends the connection and records it. `unread`: what arrived and was no
  // request.
  void Close(std::string_view unread);

  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] bool tls() const { return tls_ != nullptr; }
  // What ALPN chose; empty: nothing.
  [[nodiscard]] const std::string& alpn() const { return alpn_; }

 private:
  [[nodiscard]] bool OpenTls();
  void RecordSecrets(std::string_view bytes, const SecretEvent& event);
  void Record(const HandshakeResult& shake);
  [[nodiscard]] bool IsTlsInClear(std::string_view first);
  [[nodiscard]] bool Write(std::string_view bytes);
  void End(SendPlan::End end);

  Place place_;
  const TlsSetup* service_;
  WireContext context_;
  Link link_;
  std::unique_ptr<TlsSession> tls_;
  std::string alpn_;
  std::string unread_;
  std::optional<std::size_t> left_;  // Until it is reset.
  bool first_read_;                  // Which may be TLS in clear.
  bool reset_by_fault_ = false;
  bool over_ = false;
  bool recorded_ = false;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_CONNECTION_H_
