// SPDX-License-Identifier: Apache-2.0
//
// One discovery with all that is its own: the login, the answers of the caller,
// the state machine.

#ifndef AUTODISCOVER_CLIENT_ONE_RUN_H_
#define AUTODISCOVER_CLIENT_ONE_RUN_H_

#include <functional>
#include <optional>
#include <string>

#include "autodiscover/client.h"
#include "autodiscover/outcome.h"

#include "core/discovery.h"
#include "driver/address_book.h"
#include "driver/clock.h"
#include "driver/consent_desk.h"
#include "driver/directory_desk.h"
#include "driver/dns_resolver.h"
#include "driver/http_transport.h"
#include "driver/login.h"
#include "driver/network_runner.h"
#include "driver/observer.h"
#include "driver/ticket_desk.h"

namespace autodiscover::client {

// What a run uses together with others.
struct SharedParts {
  driver::DnsResolver& resolver;
  driver::AddressBook& addresses;
  driver::HttpTransport& transport;
  driver::Clock& clock;
  const Cancellation& cancellation;
  // As NetworkRunner::Parts::wake.
  std::function<void()> wake = {};
  std::string ca_file = {};  // As in Network.
};

// Stays in place: its parts know each other.
class OneRun {
 public:
  // `request` and the parts must outlive it. `request.network` and
  // `request.cancellation` are not looked at.
  OneRun(const Request& request, const SharedParts& parts);
  ~OneRun() = default;
  OneRun(const OneRun&) = delete;
  OneRun& operator=(const OneRun&) = delete;
  OneRun(OneRun&&) = delete;
  OneRun& operator=(OneRun&&) = delete;

  // Runs to the end.
  [[nodiscard]] Outcome Run();

  // Or step by step: goes as far as it can without waiting. The outcome, when
  // it has come to its end.
  [[nodiscard]] std::optional<Outcome> Advance();
  // When it is to be advanced at the latest.
  [[nodiscard]] core::Timestamp deadline() const { return deadline_; }
  // Ends it: the next Advance has the outcome.
  void Stop();
  // As NetworkRunner::WatchOwn.
  void Watch(std::vector<driver::Watched>& watched) const {
    runner_.WatchOwn(watched);
  }

 private:
  driver::Clock& clock_;
  const Cancellation& cancellation_;
  driver::Login login_;
  driver::ConsentDesk consent_;
  driver::TicketDesk tickets_;
  driver::DirectoryDesk directories_;
  driver::Observer observer_;
  driver::NetworkRunner runner_;
  core::Discovery discovery_;
  core::Timestamp deadline_;
};

}  // namespace autodiscover::client

#endif  // AUTODISCOVER_CLIENT_ONE_RUN_H_
