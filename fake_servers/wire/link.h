// SPDX-License-Identifier: Apache-2.0
//
// One accepted TCP connection, below TLS and HTTP: the single place where bytes
// are counted, round trips are charged and connections are cut.

#ifndef FAKE_SERVERS_WIRE_LINK_H_
#define FAKE_SERVERS_WIRE_LINK_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string_view>

#include "wire/stop_signal.h"
#include "wire/unique_fd.h"

namespace fake {

// How a connection behaves, in real time.
struct LinkOptions {
  std::chrono::nanoseconds rtt{0};
  // At most so much more a round trip; it is drawn for each.
  std::chrono::nanoseconds jitter{0};
  // A round trip that loses a segment takes so much more.
  std::chrono::nanoseconds retransmission{0};
  double loss = 0;              // Of round trips, 0 to 1.
  std::uint64_t seed = 0;       // What is drawn follows from it.
  double bytes_per_second = 0;  // 0: no limit.
  std::chrono::nanoseconds drip{0};
};

// Used by one thread. `stop` must outlive it and ends every wait.
class Link {
 public:
  Link(UniqueFd socket, const StopSignal& stop, const LinkOptions& options);

  // Waits for bytes. 0: the peer has closed or reset, or the world stops.
  [[nodiscard]] std::size_t Read(std::span<char> buffer);

  // False: the peer is gone, or the world stops.
  [[nodiscard]] bool Write(std::string_view bytes);

  // Waits. False: the world stops.
  [[nodiscard]] bool RoundTrip();
  [[nodiscard]] bool Wait(std::chrono::nanoseconds time) const;

  // From now on reading ends after `time` at the latest.
  void LimitReading(std::chrono::nanoseconds time);

  // Ends our side with FIN; reading still works.
  void FinishWriting();

  // Ends the connection with RST.
  void Reset();

  // Carries bytes to and from `upstream` until one of the two ends it.
  void RelayTo(int upstream);

  [[nodiscard]] std::uint64_t bytes_in() const { return bytes_in_; }
  [[nodiscard]] std::uint64_t bytes_out() const { return bytes_out_; }
  // The peer ended the connection before we did.
  [[nodiscard]] bool closed_by_peer() const { return closed_by_peer_; }

 private:
  enum class Ready { kYes, kTimeout, kStopped };
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] Ready Poll(short events, Clock::time_point end) const;
  [[nodiscard]] bool Readable() const;
  void PeerClosed();
  [[nodiscard]] bool WriteNow(std::string_view bytes);

  UniqueFd socket_;
  const StopSignal& stop_;
  LinkOptions options_;
  std::mt19937_64 random_;
  Clock::time_point read_end_ = Clock::time_point::max();
  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
  bool we_finished_ = false;
  int read_after_stop_ = 0;
  bool closed_by_peer_ = false;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_LINK_H_
