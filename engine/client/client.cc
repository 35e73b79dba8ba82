// SPDX-License-Identifier: Apache-2.0
//
// Builds the parts of a session, joins them, and runs.

#include "autodiscover/client.h"

#include <utility>

#include "client/one_run.h"
#include "client/remembering.h"
#include "driver/address_book.h"
#include "driver/cares_resolver.h"
#include "driver/clock.h"
#include "driver/curl_transport.h"

namespace autodiscover {

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
  addresses.ForgetOld();
  return client::OneRun(request, {.resolver = resolver,
                                  .addresses = addresses,
                                  .transport = transport,
                                  .clock = clock,
                                  .cancellation = request.cancellation,
                                  .ca_file = network.ca_file})
      .Run();
}

Session::Session(Network network)
    : state_(std::make_unique<State>(std::move(network))) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Outcome Session::Discover(const Request& request) {
  return client::DiscoverRemembering(
      request, client::TimeNow(),
      [this](const Request& once) { return state_->DiscoverOnce(once); });
}

Outcome Discover(const Request& request) {
  return Session(request.network).Discover(request);
}

}  // namespace autodiscover
