// SPDX-License-Identifier: Apache-2.0
//
// Knows the addresses of hosts: in a run each name is looked up once.

#ifndef AUTODISCOVER_DRIVER_ADDRESS_BOOK_H_
#define AUTODISCOVER_DRIVER_ADDRESS_BOOK_H_

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "driver/clock.h"
#include "driver/dns_resolver.h"

namespace autodiscover::driver {

// Asks for both address families at once. When only one of them has answered,
// the other is given kSecondFamilyGrace more: a resolver that drops AAAA
// queries must not cost the run its time. Not thread-safe.
class AddressBook {
 public:
  // RFC 8305, section 3 recommends this.
  static constexpr std::chrono::milliseconds kSecondFamilyGrace{50};

  // However long DNS says that an address holds, and how long it holds that
  // there is none.
  static constexpr std::chrono::seconds kLivesMost{300};
  static constexpr std::chrono::seconds kAbsenceLives{60};

  // Both must outlive the book.
  AddressBook(DnsResolver& resolver, const Clock& clock);

  // What it keeps beyond its time, for the runs that have begun before.
  static constexpr std::chrono::seconds kLingers{60};

  // Between two runs: forgets what may no longer be true, and what is unknown.
  void ForgetOld();
  // While runs are under way: forgets what none of them can want any more.
  void ForgetUnused();

  [[nodiscard]] core::Timestamp Now() const { return clock_.Now(); }

  // Begins to look up `name`, unless that was done before and held at `since`,
  // when the run began that asks. `on_change` is called once, later, when Find
  // may have an answer that it does not have now.
  void Ask(const std::string& name,
           core::Timestamp since = core::Timestamp::min(),
           std::function<void()> on_change = {});

  // What is known of `name`: IPv6 before IPv4; nothing yet while DNS works.
  [[nodiscard]] std::optional<AddressAnswer> Find(
      const std::string& name) const;

  // What DNS has said of `name` so far, for people.
  [[nodiscard]] std::vector<DnsFact> FactsOf(const std::string& name) const;

  // When Find may say more although DNS is silent.
  [[nodiscard]] std::optional<core::Timestamp> NextChange() const;
  // Calls the functions of those who wait for a change that time has brought.
  void TellOfTime();

 private:
  struct Entry {
    std::array<std::optional<AddressAnswer>, 2> answers;  // By Family.
    core::Timestamp first_addresses;
    // Of the answer that holds for the shortest time.
    core::Timestamp ends = core::Timestamp::max();
    std::vector<std::function<void()>> waiting;
    [[nodiscard]] bool complete() const { return answers[0] && answers[1]; }
    [[nodiscard]] bool usable() const;
  };

  void Remember(const std::string& name, Family family, AddressAnswer answer);
  static void Tell(Entry& entry);

  DnsResolver& resolver_;
  const Clock& clock_;
  std::map<std::string, Entry> entries_;
  // Those with addresses of one family, and no answer about the other.
  std::set<std::string> in_grace_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_ADDRESS_BOOK_H_
