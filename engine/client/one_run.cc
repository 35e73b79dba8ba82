// SPDX-License-Identifier: Apache-2.0

#include "client/one_run.h"

#include <cstdint>
#include <random>
#include <utility>
#include <variant>

#include <unistd.h>

#include "driver/driver.h"

namespace autodiscover::client {
namespace {

// For the order of SRV records, which is no secret. Not std::random_device:
// each asks the processor what it can, which takes a virtual machine longer
// than all else that begins a run.
std::uint64_t RandomSeed() {
  std::uint64_t seed = 0;
  if (getentropy(&seed, sizeof(seed)) != 0) {
    seed = std::random_device()();
  }
  return seed;
}

// One of the caller's functions, with the time it takes left out of the run's.
template <typename Value, typename... Arguments>
std::function<Value(Arguments...)> Timeless(
    const std::function<Value(Arguments...)>& ask, driver::Clock& clock) {
  if (!ask) {
    return {};
  }
  return [&ask, &clock](Arguments... arguments) {
    return driver::OutsideTheRun(clock, [&] { return ask(arguments...); });
  };
}

core::Means MeansOf(const Request& request) {
  const bool password = static_cast<bool>(request.password);
  return {.password = password,
          .token = static_cast<bool>(request.token),
          .kerberos =
              request.kerberos && (request.kerberos->ticket_cache || password),
          .consent = static_cast<bool>(request.consent)};
}

}  // namespace

OneRun::OneRun(const Request& request, const SharedParts& parts)
    : clock_(parts.clock),
      cancellation_(parts.cancellation),
      login_(request.username.empty() ? request.address : request.username,
             Timeless(request.password, clock_),
             Timeless(request.token, clock_)),
      consent_(Timeless(request.consent, clock_)),
      tickets_(request.kerberos, login_, clock_),
      directories_(parts.addresses, login_, clock_, parts.ca_file),
      observer_(request.observe, clock_),
      runner_({.resolver = parts.resolver,
               .addresses = parts.addresses,
               .transport = parts.transport,
               .clock = clock_,
               .login = login_,
               .consent = consent_,
               .tickets = tickets_,
               .directories = directories_,
               .cancellation = cancellation_,
               .observer = &observer_,
               .wake = parts.wake}),
      discovery_(request.address, MeansOf(request), request.policy,
                 RandomSeed(), clock_.Now()) {}

Outcome OneRun::Run() {
  return driver::RunDiscovery(discovery_, runner_, clock_, cancellation_);
}

std::optional<Outcome> OneRun::Advance() {
  for (;;) {
    auto taken = driver::TakeSteps(discovery_, runner_, clock_);
    if (auto* outcome = std::get_if<Outcome>(&taken)) {
      return std::move(*outcome);
    }
    const std::vector<driver::Ended> all = runner_.TakeEnded();
    if (all.empty()) {
      deadline_ = runner_.OwnDeadline(std::get<core::Timestamp>(taken));
      return std::nullopt;
    }
    for (const driver::Ended& ended : all) {
      discovery_.Tell(ended.id, ended.report, clock_.Now());
    }
  }
}

void OneRun::Stop() { discovery_.Stop(clock_.Now()); }

}  // namespace autodiscover::client
