// SPDX-License-Identifier: Apache-2.0
//
// Carries out actions on the network: names first, then HTTP.

#ifndef AUTODISCOVER_DRIVER_NETWORK_RUNNER_H_
#define AUTODISCOVER_DRIVER_NETWORK_RUNNER_H_

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "autodiscover/client.h"

#include "core/step.h"
#include "driver/action_runner.h"
#include "driver/address_book.h"
#include "driver/clock.h"
#include "driver/consent_desk.h"
#include "driver/directory_desk.h"
#include "driver/dns_resolver.h"
#include "driver/http_transport.h"
#include "driver/login.h"
#include "driver/observer.h"
#include "driver/ticket_desk.h"

namespace autodiscover::driver {

// Joins DNS and HTTP in one wait, in the caller's thread. It alone reads the
// password, and only for a request over TLS that asks for it. An address that
// the request does not allow is never connected to. Not thread-safe.
class NetworkRunner final : public ActionRunner {
 public:
  // All must outlive the runner.
  struct Parts {
    DnsResolver& resolver;
    AddressBook& addresses;
    HttpTransport& transport;
    const Clock& clock;
    Login& login;
    ConsentDesk& consent;
    TicketDesk& tickets;
    DirectoryDesk& directories;
    const Cancellation& cancellation;
    Observer* observer = nullptr;  // Null: nobody records.
    // Called when TakeEnded may have something because of DNS. May be empty.
    std::function<void()> wake = {};
  };
  explicit NetworkRunner(Parts parts);

  void Start(core::StepId id, const core::Action& action) override;
  void Cancel(core::StepId id) override;
  [[nodiscard]] std::vector<Ended> WaitUntil(core::Timestamp deadline) override;

  // The parts of WaitUntil, for one who waits for many runners at once, and
  // looks after resolver, addresses and transport himself.
  //
  // What has ended by now, without waiting.
  [[nodiscard]] std::vector<Ended> TakeEnded();
  // `deadline`, or when something of this run alone is over by time before.
  [[nodiscard]] core::Timestamp OwnDeadline(core::Timestamp deadline) const;
  // Adds what this run alone waits for.
  void WatchOwn(std::vector<Watched>& watched) const;

 private:
  // A request whose host's addresses are not known yet.
  struct Unresolved {
    core::SendHttp request;
    std::string host;
    core::Timestamp started;
  };

  // What has its addresses, but not its ticket yet.
  struct Unproven {
    Exchange exchange;
    core::Timestamp started;
  };

  // Adds what DNS and the login know to the facts of what has ended.
  void CompleteFacts();
  void StartSrv(core::StepId id, const core::LookupSrv& lookup);
  void StartHttp(core::StepId id, const core::SendHttp& request);
  // Hands `waiting` to the transport, or ends it when its host has no address.
  void Send(core::StepId id, const Unresolved& waiting,
            const AddressAnswer& answer);
  // The last step before the transport.
  void Transmit(core::StepId id, Exchange exchange, core::Timestamp started);
  void SendResolved();
  void SendProven();
  void EndLate();
  void Fail(core::StepId id, core::TransportFailure failure);
  void Sleep(core::Timestamp until);

  Parts parts_;
  const core::Timestamp began_;  // In the time of the address book.
  std::map<core::StepId, core::Timestamp> srv_deadlines_;
  std::map<core::StepId, Unresolved> unresolved_;
  std::map<core::StepId, Unproven> unproven_;
  std::map<core::StepId, std::string> hosts_;  // Looked up for a request.
  std::vector<Ended> ended_;
  // Gone with the runner: the resolver may answer later than it lives.
  std::shared_ptr<NetworkRunner*> self_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_NETWORK_RUNNER_H_
