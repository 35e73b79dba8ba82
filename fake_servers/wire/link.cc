// SPDX-License-Identifier: Apache-2.0

#include "wire/link.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include "wire/relay.h"
#include "world/chance.h"

namespace fake {
namespace {

using std::chrono::nanoseconds;

// One wait is never longer, so that "for ever" does not overflow; then it is
// begun again.
constexpr nanoseconds kLongestPoll = std::chrono::hours(1);

}  // namespace

Link::Link(UniqueFd socket, const StopSignal& stop, const LinkOptions& options)
    : socket_(std::move(socket)),
      stop_(stop),
      options_(options),
      random_(options.seed) {}

bool Link::RoundTrip() {
  nanoseconds time = options_.rtt;
  if (options_.jitter > nanoseconds(0)) {
    time += nanoseconds(static_cast<std::int64_t>(
        Fraction(random_) * static_cast<double>(options_.jitter.count())));
  }
  if (options_.loss > 0 && Fraction(random_) < options_.loss) {
    time += options_.retransmission;
  }
  return Wait(time);
}

Link::Ready Link::Poll(short events, Clock::time_point end) const {
  for (;;) {
    const auto now = Clock::now();
    if (now >= end) {
      return Ready::kTimeout;
    }
    std::array<pollfd, 2> fds = {
        {{.fd = stop_.fd(), .events = POLLIN, .revents = 0},
         {.fd = socket_.get(), .events = events, .revents = 0}}};
    // Far ends are compared, never subtracted.
    const nanoseconds left =
        end > now + kLongestPoll ? kLongestPoll : nanoseconds(end - now);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    const timespec limit = {.tv_sec = seconds.count(),
                            .tv_nsec = (left - seconds).count()};
    const int ready = ::ppoll(fds.data(), fds.size(), &limit, nullptr);
    if (ready == 0 || (ready < 0 && errno == EINTR)) {
      continue;
    }
    return ready < 0 || fds[0].revents != 0 ? Ready::kStopped : Ready::kYes;
  }
}

bool Link::Readable() const {
  pollfd fd = {.fd = socket_.get(), .events = POLLIN, .revents = 0};
  return ::poll(&fd, 1, 0) == 1;
}

void Link::RelayTo(int upstream) {
  const Relayed relayed = Relay(socket_.get(), upstream, stop_);
  bytes_in_ += relayed.from_client;
  bytes_out_ += relayed.to_client;
  PeerClosed();
}

void Link::PeerClosed() { closed_by_peer_ = closed_by_peer_ || !we_finished_; }

std::size_t Link::Read(std::span<char> buffer) {
  while (socket_.valid()) {
    const ssize_t got =
        ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0) {
      bytes_in_ += static_cast<std::uint64_t>(got);
      return static_cast<std::size_t>(got);
    }
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
      PeerClosed();
      return 0;
    }
    // What came was read, so say so: a client that still has Nagle's algorithm
    // on would wait for a delayed acknowledgement with its next bytes.
    const int now = 1;
    ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_QUICKACK, &now, sizeof(now));
    const Ready ready = Poll(POLLIN, read_end_);
    // What came before the end is still read, but nobody can hold it up.
    const bool last = ready == Ready::kStopped && read_after_stop_++ < 100;
    if (ready != Ready::kYes && !(last && Readable())) {
      return 0;
    }
  }
  return 0;
}

bool Link::Write(std::string_view bytes) {
  // So little at once that a wait of 10 ms makes up for it.
  constexpr double kBurst = 100;
  nanoseconds pause = options_.drip;
  std::size_t step = pause > nanoseconds(0) ? 1 : bytes.size();
  if (options_.bytes_per_second > 0) {
    const auto burst =
        static_cast<std::size_t>(options_.bytes_per_second / kBurst);
    step = std::clamp<std::size_t>(step, 1, std::max<std::size_t>(burst, 1));
    const std::chrono::duration<double> takes(static_cast<double>(step) /
                                              options_.bytes_per_second);
    pause += std::chrono::duration_cast<nanoseconds>(takes);
  }
  while (!bytes.empty()) {
    if (!Wait(pause) || !WriteNow(bytes.substr(0, step))) {
      return false;
    }
    bytes.remove_prefix(std::min(step, bytes.size()));
  }
  return true;
}

bool Link::WriteNow(std::string_view bytes) {
  while (!bytes.empty() && socket_.valid()) {
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(),
                                MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes_out_ += static_cast<std::uint64_t>(sent);
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno == EINTR) {
      continue;
    }
    if (errno != EAGAIN && errno != EWOULDBLOCK) {
      PeerClosed();
      return false;
    }
    if (Poll(POLLOUT, Clock::time_point::max()) != Ready::kYes) {
      return false;
    }
  }
  return bytes.empty();
}

bool Link::Wait(nanoseconds time) const {
  return time <= nanoseconds(0) || stop_.Wait(time);
}

void Link::LimitReading(nanoseconds time) { read_end_ = Clock::now() + time; }

void Link::FinishWriting() {
  if (!we_finished_ && socket_.valid()) {
    we_finished_ = true;
    ::shutdown(socket_.get(), SHUT_WR);
  }
}

void Link::Reset() {
  we_finished_ = true;
  const linger abort = {.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
  socket_.Close();
}

}  // namespace fake
