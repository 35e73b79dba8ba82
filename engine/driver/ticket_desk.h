// SPDX-License-Identifier: Apache-2.0
//
// Where Kerberos tokens are had without making the run wait for a KDC.

#ifndef AUTODISCOVER_DRIVER_TICKET_DESK_H_
#define AUTODISCOVER_DRIVER_TICKET_DESK_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "autodiscover/client.h"
#include "autodiscover/result.h"

#include "core/step.h"
#include "driver/clock.h"
#include "driver/dns_resolver.h"
#include "driver/kerberos_token.h"
#include "driver/login.h"
#include "driver/thread_mailbox.h"

namespace autodiscover::driver {

// First by the tickets that the user has, if they may be used; then by the
// password. libkrb5 can only block: each question has a thread of its own,
// which is left to itself when nobody waits for it any more. Not thread-safe.
class TicketDesk {
 public:
  using MakeToken = std::function<Result<Secret>(const TicketRequest&)>;
  struct Ended {
    core::StepId id;
    Result<Secret> header;
  };

  // `login` and `clock` must outlive it. `kerberos` not set: there is nothing
  // to be had.
  TicketDesk(std::optional<Kerberos> kerberos, Login& login, const Clock& clock,
             MakeToken make_token = &KerberosToken);

  // Wants a token for `host` until `deadline`.
  void Ask(core::StepId id, const std::string& host, core::Timestamp deadline);
  void Cancel(core::StepId id) { pending_.erase(id); }
  // What came of the questions since the last call.
  [[nodiscard]] std::vector<Ended> Collect();
  // Adds what a wait must watch before the next Collect.
  void Watch(std::vector<Watched>& watched) const;
  [[nodiscard]] core::Timestamp NextDeadline(core::Timestamp deadline) const;

 private:
  struct Pending {
    std::string host;
    core::Timestamp deadline;
    bool by_password = false;
  };

  void StartThread(core::StepId id, const Pending& pending);
  // Whether the password is to be tried after the tickets.
  [[nodiscard]] bool MayTryPassword(const Pending& pending) const;

  const std::optional<Kerberos> kerberos_;
  Login& login_;
  const Clock& clock_;
  const MakeToken make_token_;
  std::map<core::StepId, Pending> pending_;
  std::vector<Ended> ended_;  // Without a thread.
  std::shared_ptr<ThreadMailbox<Ended>> counter_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_TICKET_DESK_H_
