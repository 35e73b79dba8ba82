// SPDX-License-Identifier: Apache-2.0

#include "autodiscover/many.h"

#include "client/crowd.h"
#include "driver/cares_resolver.h"
#include "driver/clock.h"
#include "driver/curl_transport.h"

namespace autodiscover {

void DiscoverMany(const ManyOptions& options, const ManySource& source,
                  const ManyDone& done) {
  driver::SystemClock clock;
  driver::CaresResolver resolver(options.network.name_servers);
  // Each run in use of one, and as many that wait for the next.
  driver::CurlTransport transport(
      options.network,
      driver::CurlTransport::kConnectionsOfARun + 2 * options.at_once);
  client::Crowd(options, source, done, resolver, transport, clock).RunAll();
}

}  // namespace autodiscover
