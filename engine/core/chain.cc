// SPDX-License-Identifier: Apache-2.0

#include "core/chain.h"

#include "core/endpoint_chain.h"
#include "core/redirect_probe.h"
#include "core/scp_lookup.h"
#include "core/srv_lookup.h"
#include "core/v2_chain.h"

namespace autodiscover::core {

std::unique_ptr<Chain> MakeChain(const Candidate& candidate, Run& run) {
  if (const auto* endpoint = std::get_if<Endpoint>(&candidate.place)) {
    if (endpoint->protocol == Protocol::kV2) {
      return std::make_unique<V2Chain>(candidate, *endpoint, run);
    }
    return std::make_unique<EndpointChain>(candidate, *endpoint, run);
  }
  if (const auto* probe = std::get_if<PlainHttpProbe>(&candidate.place)) {
    return std::make_unique<RedirectProbe>(candidate, *probe, run);
  }
  if (const auto* directory = std::get_if<DirectoryPlace>(&candidate.place)) {
    return std::make_unique<ScpLookup>(candidate, *directory, run);
  }
  return std::make_unique<SrvLookup>(candidate,
                                     std::get<SrvName>(candidate.place), run);
}

}  // namespace autodiscover::core
