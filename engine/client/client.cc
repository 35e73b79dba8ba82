// SPDX-License-Identifier: Apache-2.0
//
// Builds the parts of one run, joins them, and runs.

#include "autodiscover/client.h"

#include <cstdint>
#include <random>

#include "core/discovery.h"
#include "driver/cares_resolver.h"
#include "driver/clock.h"
#include "driver/curl_transport.h"
#include "driver/driver.h"
#include "driver/login.h"
#include "driver/network_runner.h"

namespace autodiscover {
namespace {

std::uint64_t RandomSeed() {
  std::random_device source;
  return (static_cast<std::uint64_t>(source()) << 32U) | source();
}

// The caller's way to ask for the password, with the time it takes left out of
// the run's.
driver::Login::AskPassword AskOutsideTheRun(const Request& request,
                                            driver::SystemClock& clock) {
  if (!request.password) {
    return {};
  }
  return [&request, &clock] { return clock.Exclude(request.password); };
}

}  // namespace

Outcome Discover(const Request& request) {
  driver::SystemClock clock;
  driver::CaresResolver resolver(request.network.name_servers);
  driver::CurlTransport transport(request.network);
  driver::Login login(
      request.username.empty() ? request.address : request.username,
      AskOutsideTheRun(request, clock));
  driver::NetworkRunner runner({.resolver = resolver,
                                .transport = transport,
                                .clock = clock,
                                .login = login,
                                .cancellation = request.cancellation});
  core::Discovery discovery(
      request.address,
      core::Means{.password = static_cast<bool>(request.password)},
      request.policy, RandomSeed(), clock.Now());
  return driver::RunDiscovery(discovery, runner, clock, request.cancellation);
}

}  // namespace autodiscover
