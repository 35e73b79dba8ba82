// SPDX-License-Identifier: Apache-2.0
//
// One accepted TCP connection, below TLS and HTTP: the single place where bytes
// are counted, round trips are charged and connections are cut.

#ifndef FAKE_SERVERS_WIRE_LINK_H_
#define FAKE_SERVERS_WIRE_LINK_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "wire/stop_signal.h"
#include "wire/unique_fd.h"

namespace fake {

// Used by one thread. `stop` must outlive it and ends every wait.
class Link {
 public:
  // `rtt` is in real time.
  Link(UniqueFd socket, const StopSignal& stop, std::chrono::nanoseconds rtt);

  // Waits for bytes. 0: the peer has closed or reset, or the world stops.
  [[nodiscard]] std::size_t Read(std::span<char> buffer);

  // False: the peer is gone, or the world stops.
  [[nodiscard]] bool Write(std::string_view bytes);

  // Waits. False: the world stops.
  [[nodiscard]] bool RoundTrip() const { return Wait(rtt_); }
  [[nodiscard]] bool Wait(std::chrono::nanoseconds time) const;

  // From now on reading ends after `time` at the latest.
  void LimitReading(std::chrono::nanoseconds time);

  // Ends our side with FIN; reading still works.
  void FinishWriting();

  // Ends the connection with RST.
  void Reset();

  [[nodiscard]] std::uint64_t bytes_in() const { return bytes_in_; }
  [[nodiscard]] std::uint64_t bytes_out() const { return bytes_out_; }
  // The peer ended the connection before we did.
  [[nodiscard]] bool closed_by_peer() const { return closed_by_peer_; }

 private:
  enum class Ready { kYes, kTimeout, kStopped };
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] Ready Poll(short events, Clock::time_point end) const;
  void PeerClosed();

  UniqueFd socket_;
  const StopSignal& stop_;
  std::chrono::nanoseconds rtt_;
  Clock::time_point read_end_ = Clock::time_point::max();
  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
  bool we_finished_ = false;
  bool closed_by_peer_ = false;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_LINK_H_
