// SPDX-License-Identifier: Apache-2.0
//
// Builds the parts of a session, joins them, and runs.

#include "autodiscover/client.h"

#include <cstdint>
#include <random>
#include <utility>

#include "client/remembering.h"
#include "core/discovery.h"
#include "driver/address_book.h"
#include "driver/cares_resolver.h"
#include "driver/clock.h"
#include "driver/consent_desk.h"
#include "driver/curl_transport.h"
#include "driver/driver.h"
#include "driver/login.h"
#include "driver/network_runner.h"
#include "driver/observer.h"
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

CacheTime Now() {
  return std::chrono::time_point_cast<CacheTime::duration>(
      std::chrono::system_clock::now());
}

}  // namespace

// In the order of construction: each part rests on those above it.
struct Session::State {
  explicit State(Network its_network)
      : network(std::move(its_network)),
        resolver(network.name_servers),
        transport(network),
        addresses(resolver, clock) {}

  // Without a look at the cache.
  Outcome DiscoverOnce(const Request& request);

  const Network network;
  driver::SystemClock clock;
  driver::CaresResolver resolver;
  driver::CurlTransport transport;
  driver::AddressBook addresses;
};

Outcome Session::State::DiscoverOnce(const Request& request) {
  driver::Login login(
      request.username.empty() ? request.address : request.username,
      OutsideTheRun(request.password, clock),
      OutsideTheRun(request.token, clock));
  driver::ConsentDesk consent(OutsideTheRun(request.consent, clock));
  driver::TicketDesk tickets(request.kerberos, login, clock);
  driver::Observer observer(request.observe, clock);
  addresses.ForgetOld();
  driver::NetworkRunner runner({.resolver = resolver,
                                .addresses = addresses,
                                .transport = transport,
                                .clock = clock,
                                .login = login,
                                .consent = consent,
                                .tickets = tickets,
                                .cancellation = request.cancellation,
                                .observer = &observer});
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

Session::Session(Network network)
    : state_(std::make_unique<State>(std::move(network))) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Outcome Session::Discover(const Request& request) {
  return client::DiscoverRemembering(
      request, Now(),
      [this](const Request& once) { return state_->DiscoverOnce(once); });
}

Outcome Discover(const Request& request) {
  return Session(request.network).Discover(request);
}

}  // namespace autodiscover
