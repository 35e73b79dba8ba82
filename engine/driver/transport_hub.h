// SPDX-License-Identifier: Apache-2.0
//
// One transport for many runs, and good manners towards the hosts.

#ifndef AUTODISCOVER_DRIVER_TRANSPORT_HUB_H_
#define AUTODISCOVER_DRIVER_TRANSPORT_HUB_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "driver/http_transport.h"
#include "driver/run_clock.h"

namespace autodiscover::driver {

// Gives each run a port of its own. At one host only so many requests are in
// flight; more wait in line, first come, first served, and the clock of a run
// stands still while one of its requests does. So do the NTLM logins of one
// account at one host: libcurl would let the second take the connection that
// the first was challenged on. Not thread-safe.
class TransportHub {
 public:
  class Port;

  // `transport` must outlive the hub.
  TransportHub(HttpTransport& transport, std::size_t per_host);
  ~TransportHub();
  TransportHub(const TransportHub&) = delete;
  TransportHub& operator=(const TransportHub&) = delete;
  TransportHub(TransportHub&&) = delete;
  TransportHub& operator=(TransportHub&&) = delete;

  // `wake` is called when the port has something to collect, or `clock` goes
  // on. Hub and clock must outlive the port.
  [[nodiscard]] std::unique_ptr<HttpTransport> NewPort(
      RunClock& clock, std::function<void()> wake);

  // Moves every exchange as far as it goes without waiting.
  void Process();

  // Requests that wait for their host.
  [[nodiscard]] std::size_t in_line() const { return in_line_.size(); }

 private:
  // What was given to the transport.
  struct Sent {
    Port* port;
    core::StepId id;  // As the port's run calls it.
    std::string host;
    std::string account;  // That logs in by NTLM; empty: none.
  };
  struct Waiting {
    Port* port;
    core::StepId id;
    Exchange exchange;
  };
  struct Host {
    std::size_t in_flight = 0;
    std::set<std::string> logging_in;  // Accounts, by NTLM.
    std::deque<core::StepId> line;     // Some may have left since.
  };

  core::StepId Start(Port& port, core::StepId id, Exchange exchange);
  void Cancel(core::StepId id);
  [[nodiscard]] bool MayGo(const Host& host, const Waiting& waiting) const;
  void Send(core::StepId id, const std::string& name, Host& host,
            Waiting waiting);
  // One less is in flight at its host: another one may go.
  void Leave(const Sent& sent);
  // Sends the first of the line that may go.
  void SendNext(const std::string& name, Host& host);

  HttpTransport& transport_;
  const std::size_t per_host_;
  core::StepId last_{};  // As the transport calls it.
  std::unordered_map<std::string, Host> hosts_;
  std::map<core::StepId, Sent> sent_;
  std::map<core::StepId, Waiting> in_line_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_TRANSPORT_HUB_H_
