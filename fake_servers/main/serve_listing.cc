// SPDX-License-Identifier: Apache-2.0

#include "main/serve_listing.h"

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "world/running_world.h"

namespace fake {
namespace {

using nlohmann::json;

std::string Endpoint(const Bound& bound) {
  return bound.address + ":" + std::to_string(bound.port);
}

std::string WorldName(const Bound& bound) {
  return bound.host.empty()
             ? "DNS"
             : bound.host + ":" + std::to_string(bound.world_port);
}

std::string Url(const Bound& bound) {
  const bool usual_port = bound.world_port == (bound.tls ? 443 : 80);
  return (bound.tls ? "https://" : "http://") +
         (usual_port ? bound.host : WorldName(bound)) +
         "/autodiscover/autodiscover.xml";
}

std::string CurlCommand(const Listing& listing, const Bound& bound) {
  return "curl --connect-to " + WorldName(bound) + ":" + Endpoint(bound) +
         (bound.tls ? " --cacert " + listing.ca_file : std::string()) + " " +
         Url(bound);
}

const char* Kind(const Bound& bound) {
  if (bound.host.empty()) {
    return "UDP and TCP";
  }
  return bound.tls ? "TLS" : "plain";
}

// The service for the example: best one with TLS, as clients want it.
std::vector<Bound>::const_iterator Example(const std::vector<Bound>& bound) {
  const auto found =
      std::find_if(bound.begin(), bound.end(),
                   [](const Bound& service) { return service.tls; });
  if (found != bound.end()) {
    return found;
  }
  return std::find_if(bound.begin(), bound.end(), [](const Bound& service) {
    return !service.host.empty();
  });
}

}  // namespace

std::string ListingAsText(const Listing& listing) {
  std::size_t width = 0;
  for (const Bound& bound : listing.bound) {
    width = std::max(width, WorldName(bound).size());
  }
  std::ostringstream text;
  text << "Serving " << listing.world << " for " << listing.mailbox << "\n\n";
  for (const Bound& bound : listing.bound) {
    text << "  " << std::left << std::setw(static_cast<int>(width))
         << WorldName(bound) << "  " << Endpoint(bound) << "  " << Kind(bound)
         << '\n';
  }
  text << "\nRoot certificate: " << listing.ca_file << '\n';
  if (const auto example = Example(listing.bound);
      example != listing.bound.end()) {
    text << "Try: " << CurlCommand(listing, *example) << '\n';
  }
  text << "Stop with Ctrl-C.\n";
  return text.str();
}

std::string ListingAsJson(const Listing& listing) {
  json services = json::array();
  json dns = nullptr;
  for (const Bound& bound : listing.bound) {
    json entry = {{"address", bound.address}, {"port", bound.port}};
    if (bound.host.empty()) {
      dns = std::move(entry);
      continue;
    }
    entry["host"] = bound.host;
    entry["world_port"] = bound.world_port;
    entry["tls"] = bound.tls;
    services.push_back(std::move(entry));
  }
  const json document = {
      {"world", listing.world},     {"mailbox", listing.mailbox},
      {"ca_file", listing.ca_file}, {"ca_pem", listing.ca_pem},
      {"dns", std::move(dns)},      {"services", std::move(services)}};
  return document.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace fake
