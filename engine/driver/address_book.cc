// SPDX-License-Identifier: Apache-2.0

#include "driver/address_book.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace autodiscover::driver {
namespace {

// Both families together; where there are no addresses at all, the reason that
// says most: one that failed may have had some.
AddressAnswer Merge(const std::optional<AddressAnswer>& ipv6,
                    const std::optional<AddressAnswer>& ipv4) {
  AddressAnswer merged;
  for (const std::optional<AddressAnswer>& answer : {ipv6, ipv4}) {
    if (!answer) {
      continue;
    }
    merged.addresses.insert(merged.addresses.end(), answer->addresses.begin(),
                            answer->addresses.end());
    if (merged.why.empty() || (answer->failed && !merged.failed)) {
      merged.why = answer->why;
      merged.failed = answer->failed;
    }
  }
  if (!merged.addresses.empty()) {
    merged.why.clear();
    merged.failed = false;
  }
  return merged;
}

std::chrono::seconds LivesOf(const AddressAnswer& answer) {
  if (answer.failed) {
    return std::chrono::seconds(0);
  }
  return answer.addresses.empty()
             ? AddressBook::kAbsenceLives
             : std::min(answer.lives, AddressBook::kLivesMost);
}

std::size_t Index(Family family) { return family == Family::kIpv4 ? 0 : 1; }

}  // namespace

AddressBook::AddressBook(DnsResolver& resolver, const Clock& clock)
    : resolver_(resolver), clock_(clock) {}

bool AddressBook::Entry::usable() const {
  return std::ranges::any_of(answers,
                             [](const std::optional<AddressAnswer>& answer) {
                               return answer && !answer->addresses.empty();
                             });
}

void AddressBook::ForgetOld() {
  const core::Timestamp now = clock_.Now();
  std::erase_if(entries_, [now](const auto& named) {
    const Entry& entry = named.second;
    return !entry.complete() || entry.ends <= now;
  });
  in_grace_.clear();
}

void AddressBook::ForgetUnused() {
  const core::Timestamp now = clock_.Now();
  std::erase_if(entries_, [now](const auto& named) {
    const Entry& entry = named.second;
    return entry.complete() && entry.ends + kLingers <= now;
  });
}

void AddressBook::Ask(const std::string& name, core::Timestamp since,
                      std::function<void()> on_change) {
  const auto found = entries_.find(name);
  if (found != entries_.end()) {
    Entry& known = found->second;
    if (!known.complete()) {
      if (on_change) {
        known.waiting.push_back(std::move(on_change));
      }
      return;
    }
    if (known.ends >= since) {
      return;
    }
  }
  Entry& entry = entries_[name] = Entry{};
  if (on_change) {
    entry.waiting.push_back(std::move(on_change));
  }
  for (const Family family : {Family::kIpv4, Family::kIpv6}) {
    resolver_.LookupAddresses(name, family,
                              [this, name, family](AddressAnswer answer) {
                                Remember(name, family, std::move(answer));
                              });
  }
}

void AddressBook::Remember(const std::string& name, Family family,
                           AddressAnswer answer) {
  const auto found = entries_.find(name);
  if (found == entries_.end()) {
    return;  // Forgotten since.
  }
  Entry& entry = found->second;
  entry.ends = std::min(entry.ends, clock_.Now() + LivesOf(answer));
  if (!entry.usable() && !answer.addresses.empty()) {
    entry.first_addresses = clock_.Now();
  }
  entry.answers.at(Index(family)) = std::move(answer);
  if (entry.complete()) {
    in_grace_.erase(name);
    Tell(entry);
  } else if (entry.usable()) {
    in_grace_.insert(name);
  }
}

void AddressBook::Tell(Entry& entry) {
  for (const std::function<void()>& on_change :
       std::exchange(entry.waiting, {})) {
    on_change();
  }
}

void AddressBook::TellOfTime() {
  for (const std::string& name : in_grace_) {
    Entry& entry = entries_.at(name);
    if (clock_.Now() >= entry.first_addresses + kSecondFamilyGrace) {
      Tell(entry);
    }
  }
}

std::optional<AddressAnswer> AddressBook::Find(const std::string& name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) {
    return std::nullopt;
  }
  const Entry& entry = found->second;
  const bool grace_over =
      entry.usable() &&
      clock_.Now() >= entry.first_addresses + kSecondFamilyGrace;
  if (!entry.complete() && !grace_over) {
    return std::nullopt;
  }
  return Merge(entry.answers[Index(Family::kIpv6)],
               entry.answers[Index(Family::kIpv4)]);
}

std::vector<DnsFact> AddressBook::FactsOf(const std::string& name) const {
  std::vector<DnsFact> facts;
  const auto found = entries_.find(name);
  for (const Family family : {Family::kIpv4, Family::kIpv6}) {
    if (found == entries_.end() || !found->second.answers.at(Index(family))) {
      continue;
    }
    const AddressAnswer& answer = *found->second.answers.at(Index(family));
    facts.push_back({.name = name,
                     .type = family == Family::kIpv4 ? "A" : "AAAA",
                     .rcode = RcodeOf(answer.why),
                     .answers = answer.addresses,
                     .aliases = answer.aliases,
                     .ttl = answer.lives});
  }
  return facts;
}

std::optional<core::Timestamp> AddressBook::NextChange() const {
  std::optional<core::Timestamp> next;
  for (const std::string& name : in_grace_) {
    const core::Timestamp change =
        entries_.at(name).first_addresses + kSecondFamilyGrace;
    if (clock_.Now() < change) {
      next = std::min(next.value_or(change), change);
    }
  }
  return next;
}

}  // namespace autodiscover::driver
