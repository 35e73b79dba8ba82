// SPDX-License-Identifier: Apache-2.0

#include "client/crowd.h"

#include <algorithm>
#include <chrono>
#include <variant>

namespace autodiscover::client {
namespace {

using std::chrono::milliseconds;

// How often a source without a descriptor is asked again.
constexpr milliseconds kAskAgain{100};
// How often what DNS said is looked through for what is out of date.
constexpr std::chrono::seconds kForgetEvery{10};

}  // namespace

Crowd::Crowd(const ManyOptions& options, const ManySource& source,
             const ManyDone& done, driver::DnsResolver& resolver,
             driver::HttpTransport& transport, driver::Clock& clock)
    : options_(options),
      source_(source),
      done_(done),
      transport_(transport),
      clock_(clock),
      resolver_(resolver, clock),
      addresses_(resolver_, clock),
      hub_(transport, std::max<std::size_t>(options.per_host, 1)),
      scouts_(options.scout_wait),
      forgotten_(clock.Now()) {}

void Crowd::RunAll() {
  for (;;) {
    if (!stopped_ && options_.cancellation.cancelled()) {
      StopAll();
    }
    TakeIn();
    resolver_.Process();
    hub_.Process();
    addresses_.TellOfTime();
    StartRuns(scouts_.EndLate(clock_.Now()));
    WakeLate();
    MoveThoseAwake();
    if (members_.empty() && !may_give_more_) {
      return;
    }
    if (awake_.empty() && (WaitsForSource() || !MayTakeIn())) {
      Sleep();
    }
    ForgetOld();
  }
}

bool Crowd::MayTakeIn() const {
  return may_give_more_ &&
         members_.size() < std::max<std::size_t>(options_.at_once, 1);
}

void Crowd::TakeIn() {
  gives_none_now_ = false;
  while (MayTakeIn() && !gives_none_now_) {
    Pulled pulled = source_.next();
    if (auto* asked = std::get_if<Asked>(&pulled)) {
      Begin(std::move(*asked));
    } else {
      gives_none_now_ = true;
      may_give_more_ = std::holds_alternative<NotYet>(pulled);
    }
  }
}

void Crowd::Begin(Asked&& asked) {
  const Number number = ++last_;
  const CacheTime now = TimeNow();
  Member& member =
      members_.try_emplace(number, std::move(asked), now, clock_).first->second;
  if (member.remembering.failure()) {
    awake_.push_back(number);
    return;
  }
  if (options_.share_endpoints) {
    member.place = KnownPlaces::PlaceOf(member.remembering.asked());
  }
  if (!member.place ||
      places_.Advise(*member.place, member.remembering.asked(), now) ||
      scouts_.MayBegin(*member.place, number, clock_.Now())) {
    StartRun(number, member);
  }
}

void Crowd::StartRun(Number number, Member& member) {
  const auto wake = [this, number] { awake_.push_back(number); };
  member.port = hub_.NewPort(member.clock, wake);
  member.run.emplace(member.remembering.asked(),
                     SharedParts{.resolver = resolver_,
                                 .addresses = addresses_,
                                 .transport = *member.port,
                                 .clock = member.clock,
                                 .cancellation = options_.cancellation,
                                 .wake = wake,
                                 .ca_file = options_.network.ca_file});
  awake_.push_back(number);
}

void Crowd::StartRuns(const std::vector<Number>& numbers) {
  const CacheTime now = TimeNow();
  for (const Number number : numbers) {
    Member& member = members_.at(number);
    (void)places_.Advise(*member.place, member.remembering.asked(), now);
    StartRun(number, member);
  }
}

void Crowd::MoveThoseAwake() {
  std::vector<Number> woken = std::exchange(awake_, {});
  woken.insert(woken.end(), watching_.begin(), watching_.end());
  std::sort(woken.begin(), woken.end());
  woken.erase(std::unique(woken.begin(), woken.end()), woken.end());
  for (const Number number : woken) {
    const auto found = members_.find(number);
    // One that waits in a line is woken when it leaves it.
    if (found != members_.end() && (stopped_ || !found->second.clock.held())) {
      Move(number, found->second);
    }
  }
}

void Crowd::Move(Number number, Member& member) {
  const std::optional<Outcome> outcome =
      member.run ? member.run->Advance() : member.remembering.failure();
  if (outcome) {
    End(number, member, *outcome);
    return;
  }
  SetDeadline(number, member);
  std::vector<driver::Watched> watched;
  member.run->Watch(watched);
  if (watched.empty()) {
    watching_.erase(number);
  } else {
    watching_.insert(number);
  }
}

void Crowd::End(Number number, Member& member, const Outcome& outcome) {
  const CacheTime now = TimeNow();
  member.remembering.Learn(outcome);
  std::vector<Number> waiting;
  if (options_.share_endpoints) {
    const bool found = places_.Learn(member.remembering.asked(), outcome, now);
    if (member.place) {
      waiting = scouts_.End(*member.place, number, found, clock_.Now());
    }
  }
  const std::uint64_t tag = member.tag;
  if (member.deadline) {
    deadlines_.erase({*member.deadline, number});
  }
  watching_.erase(number);
  members_.erase(number);
  StartRuns(waiting);
  done_(tag, outcome);
}

// A run that waits in a line has none: its clock stands still.
void Crowd::SetDeadline(Number number, Member& member) {
  if (member.deadline) {
    deadlines_.erase({*member.deadline, number});
    member.deadline.reset();
  }
  if (!member.clock.held()) {
    member.deadline = member.clock.InBase(member.run->deadline());
    deadlines_.emplace(*member.deadline, number);
  }
}

void Crowd::WakeLate() {
  const core::Timestamp now = clock_.Now();
  for (const auto& [deadline, number] : deadlines_) {
    if (now < deadline) {
      return;
    }
    awake_.push_back(number);
  }
}

void Crowd::StopAll() {
  stopped_ = true;
  may_give_more_ = false;
  StartRuns(scouts_.EndAll());
  for (auto& [number, member] : members_) {
    if (member.run) {
      member.run->Stop();
    }
    awake_.push_back(number);
  }
}

void Crowd::ForgetOld() {
  if (clock_.Now() - forgotten_ >= kForgetEvery) {
    forgotten_ = clock_.Now();
    addresses_.ForgetUnused();
    resolver_.ForgetOld();
  }
}

core::Timestamp Crowd::NextDeadline() const {
  core::Timestamp next = clock_.Now() + kForgetEvery;
  if (!deadlines_.empty()) {
    next = std::min(next, deadlines_.begin()->first);
  }
  if (WaitsForSource() && source_.descriptor < 0) {
    next = std::min(next, clock_.Now() + kAskAgain);
  }
  next = std::min(next, scouts_.NextDeadline().value_or(next));
  return std::min(next, addresses_.NextChange().value_or(next));
}

void Crowd::Sleep() {
  milliseconds limit =
      std::max(NextDeadline() - clock_.Now(), milliseconds::zero());
  if (const auto dns = resolver_.LongestWait()) {
    limit = std::min(limit, *dns);
  }
  std::vector<driver::Watched> watched;
  resolver_.Watch(watched);
  for (const Number number : watching_) {
    members_.at(number).run->Watch(watched);
  }
  for (const int descriptor :
       {stopped_ ? -1 : options_.cancellation.descriptor(),
        WaitsForSource() ? source_.descriptor : -1}) {
    if (descriptor >= 0) {
      watched.push_back({.descriptor = descriptor, .read = true});
    }
  }
  transport_.Wait(watched, limit);
}

}  // namespace autodiscover::client
