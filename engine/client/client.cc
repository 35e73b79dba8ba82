// SPDX-License-Identifier: Apache-2.0
//
// Builds the parts of one run, joins them, and runs.

#include "autodiscover/client.h"

#include <cstdint>
#include <random>

#include "client/remembering.h"
#include "core/discovery.h"
#include "driver/cares_resolver.h"
#include "driver/clock.h"
#include "driver/consent_desk.h"
#include "driver/curl_transport.h"
#include "driver/driver.h"
#include "driver/login.h"
#include "driver/network_runner.h"
#include "driver/ticket_desk.h"

namespace autodiscover {
namespace {

std::uint64_t RandomSeed() {
  std::random_device source;
  return (static_cast<std::uint64_t>(source()) << 32U) | source();
}

// One of the caller's functions, with the time it takes left out of the run's.
template <typename Value, typename... Arguments>
std::function<Value(Arguments...)> OutsideTheRun(
    const std::function<Value(Arguments...)>& ask, driver::SystemClock& clock) {
  if (!ask) {
    return {};
  }
  return [&ask, &clock](Arguments... arguments) {
    return clock.Exclude([&] { return ask(arguments...); });
  };
}

// Without a look at the cache.
Outcome DiscoverOnce(const Request& request) {
  driver::SystemClock clock;
  driver::CaresResolver resolver(request.network.name_servers);
  driver::CurlTransport transport(request.network);
  driver::Login login(
      request.username.empty() ? request.address : request.username,
      OutsideTheRun(request.password, clock),
      OutsideTheRun(request.token, clock));
  driver::ConsentDesk consent(OutsideTheRun(request.consent, clock));
  driver::TicketDesk tickets(request.kerberos, login, clock);
  driver::NetworkRunner runner({.resolver = resolver,
                                .transport = transport,
                                .clock = clock,
                                .login = login,
                                .consent = consent,
                                .tickets = tickets,
                                .cancellation = request.cancellation});
  core::Discovery discovery(
      request.address,
      core::Means{
          .password = static_cast<bool>(request.password),
          .token = static_cast<bool>(request.token),
          .kerberos = request.kerberos && (request.kerberos->ticket_cache ||
                                           static_cast<bool>(request.password)),
          .consent = static_cast<bool>(request.consent)},
      request.policy, RandomSeed(), clock.Now());
  return driver::RunDiscovery(discovery, runner, clock, request.cancellation);
}

CacheTime Now() {
  return std::chrono::time_point_cast<CacheTime::duration>(
      std::chrono::system_clock::now());
}

}  // namespace

Outcome Discover(const Request& request) {
  return client::DiscoverRemembering(request, Now(), DiscoverOnce);
}

}  // namespace autodiscover
