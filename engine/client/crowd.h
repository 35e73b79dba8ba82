// SPDX-License-Identifier: Apache-2.0
//
// Runs many discoveries at once in one thread, over one resolver and one
// transport.

#ifndef AUTODISCOVER_CLIENT_CROWD_H_
#define AUTODISCOVER_CLIENT_CROWD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "autodiscover/many.h"

#include "client/known_places.h"
#include "client/one_run.h"
#include "client/remembering.h"
#include "client/scouts.h"
#include "driver/address_book.h"
#include "driver/clock.h"
#include "driver/dns_resolver.h"
#include "driver/http_transport.h"
#include "driver/run_clock.h"
#include "driver/srv_book.h"
#include "driver/transport_hub.h"

namespace autodiscover::client {

// A run is moved only when something came for it: an answer, its deadline, its
// place in a line. What one event costs does not depend on how many runs wait.
class Crowd {
 public:
  // All must outlive it. `options.network` is not looked at.
  Crowd(const ManyOptions& options, const ManySource& source,
        const ManyDone& done, driver::DnsResolver& resolver,
        driver::HttpTransport& transport, driver::Clock& clock);

  void RunAll();

 private:
  using Number = std::uint64_t;
  struct Member {
    Member(Asked asked, CacheTime now, driver::Clock& base)
        : tag(asked.tag),
          remembering(std::move(asked.request), now),
          clock(base) {}
    std::uint64_t tag;
    Remembering remembering;
    std::optional<CacheKey> place;  // That it shares with others.
    driver::RunClock clock;
    std::unique_ptr<driver::HttpTransport> port;
    std::optional<OneRun> run;  // Not set: it waits for its scout, or the
                                // cache knows that there is nothing.
    std::optional<core::Timestamp> deadline;  // As in `deadlines_`.
  };

  // Begins runs while there is room.
  void TakeIn();
  void Begin(Asked&& asked);
  void StartRun(Number number, Member& member);
  // Begins those that waited for a scout.
  void StartRuns(const std::vector<Number>& numbers);
  [[nodiscard]] bool MayTakeIn() const;
  // Moves the runs that something came for.
  void MoveThoseAwake();
  void Move(Number number, Member& member);
  void End(Number number, Member& member, const Outcome& outcome);
  void SetDeadline(Number number, Member& member);
  void WakeLate();
  void StopAll();
  void ForgetOld();
  void Sleep();
  [[nodiscard]] core::Timestamp NextDeadline() const;
  [[nodiscard]] bool WaitsForSource() const {
    return gives_none_now_ && may_give_more_;
  }

  const ManyOptions& options_;
  const ManySource& source_;
  const ManyDone& done_;
  driver::HttpTransport& transport_;
  driver::Clock& clock_;
  driver::SrvBook resolver_;
  driver::AddressBook addresses_;
  driver::TransportHub hub_;
  KnownPlaces places_;
  Scouts scouts_;
  bool stopped_ = false;
  bool may_give_more_ = true;
  bool gives_none_now_ = false;
  core::Timestamp forgotten_;
  Number last_ = 0;
  std::vector<Number> awake_;
  std::set<std::pair<core::Timestamp, Number>> deadlines_;
  // Those with something of their own to watch: a thread, for example.
  std::set<Number> watching_;
  std::unordered_map<Number, Member> members_;  // Gone before the parts above.
};

}  // namespace autodiscover::client

#endif  // AUTODISCOVER_CLIENT_CROWD_H_
