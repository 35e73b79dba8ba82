// SPDX-License-Identifier: Apache-2.0
//
// Accepts on every listener of a world, in one thread.

#ifndef FAKE_SERVERS_WIRE_ACCEPTOR_H_
#define FAKE_SERVERS_WIRE_ACCEPTOR_H_

#include <functional>
#include <thread>
#include <vector>

#include "wire/stop_signal.h"
#include "wire/unique_fd.h"

namespace fake {

struct Listener {
  UniqueFd socket;
  // Called in the acceptor's thread: must not wait.
  std::function<void(UniqueFd)> on_accept;
};

class Acceptor {
 public:
  // `stop` must outlive it, and be raised before it is destroyed.
  Acceptor(std::vector<Listener> listeners, const StopSignal& stop);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;
  Acceptor(Acceptor&&) = delete;
  Acceptor& operator=(Acceptor&&) = delete;

 private:
  void Loop();

  std::vector<Listener> listeners_;
  const StopSignal& stop_;
  std::thread thread_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_ACCEPTOR_H_
