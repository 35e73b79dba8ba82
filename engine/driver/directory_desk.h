// SPDX-License-Identifier: Apache-2.0
//
// Where directories are asked without making the run wait for one.

#ifndef AUTODISCOVER_DRIVER_DIRECTORY_DESK_H_
#define AUTODISCOVER_DRIVER_DIRECTORY_DESK_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/step.h"
#include "driver/action_runner.h"
#include "driver/address_book.h"
#include "driver/clock.h"
#include "driver/dns_resolver.h"
#include "driver/ldap_search.h"
#include "driver/login.h"
#include "driver/thread_mailbox.h"

namespace autodiscover::driver {

// Names first, then a thread for each search: libldap's own asynchronous calls
// block while they connect and shake hands. A thread that nobody waits for any
// more is left to itself. Not thread-safe.
class DirectoryDesk {
 public:
  using Search = std::function<core::Report(const DirectoryQuestion&)>;

  // The references must outlive it. `ca_file` as in Network.
  DirectoryDesk(AddressBook& addresses, Login& login, const Clock& clock,
                std::string ca_file, Search search = &SearchByLdap);

  void Ask(core::StepId id, const core::SearchDirectory& search);
  void Cancel(core::StepId id) { pending_.erase(id); }
  // Goes as far as it can without waiting; adds what is over to `ended`.
  void Collect(std::vector<Ended>& ended);
  // Adds what a wait must watch before the next Collect.
  void Watch(std::vector<Watched>& watched) const;
  [[nodiscard]] core::Timestamp NextDeadline(core::Timestamp deadline) const;

 private:
  struct Pending {
    core::SearchDirectory search;
    LdapUri server;
    core::Timestamp deadline;
    bool resolving = true;
  };

  void StartResolved();
  // Nothing: a thread is at work on it.
  [[nodiscard]] std::optional<core::TransportFailure> Start(
      core::StepId id, const Pending& pending, const AddressAnswer& answer);
  void Fail(core::StepId id, core::TransportFailure failure);

  Login& login_;
  const Clock& clock_;
  const std::string ca_file_;
  const Search search_;
  AddressBook& addresses_;
  const core::Timestamp began_;  // In the time of the address book.
  std::map<core::StepId, Pending> pending_;
  std::vector<Ended> ended_;
  std::shared_ptr<ThreadMailbox<Ended>> mailbox_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_DIRECTORY_DESK_H_
