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

std::string AddressAndPort(const Bound& bound) {
  const bool six = bound.address.find(':') != std::string::npos;
  return (six ? "[" + bound.address + "]" : bound.address) + ":" +
         std::to_string(bound.port);
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
  return "curl --connect-to " + WorldName(bound) + ":" + AddressAndPort(bound) +
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
  const auto found = std::find_if(
      bound.begin(), bound.end(),
      [](const Bound& service) { return service.tls && service.http; });
  if (found != bound.end()) {
    return found;
  }
  return std::find_if(bound.begin(), bound.end(),
                      [](const Bound& service) { return service.http; });
}

// For a person with another machine, or a VM, in which the client is.
void AddSteps(const Listing& listing, std::ostringstream& text) {
  const auto dns = std::ranges::find_if(
      listing.bound, [](const Bound& bound) { return bound.host.empty(); });
  text << "\nOn the machine of the client:\n"
          "1. Trust the root certificate: copy the file there, then\n"
          "     Debian   cp FILE /usr/local/share/ca-certificates/"
          "fake-exchange.crt && update-ca-certificates\n"
          "     Windows  certutil -addstore Root FILE\n"
          "     macOS    security add-trusted-cert -d -r trustRoot -k "
          "/Library/Keychains/System.keychain FILE\n"
          "   Its key is in the memory of this process alone, and each start "
          "makes a new one.\n";
  if (dns != listing.bound.end()) {
    text << "2. Ask the world's DNS alone, " << dns->address
         << " (other names are unknown meanwhile):\n"
            "     Linux    echo nameserver "
         << dns->address
         << " > /etc/resolv.conf\n"
            "     Windows  Set-DnsClientServerAddress -InterfaceAlias NAME "
            "-ServerAddresses "
         << dns->address
         << "\n"
            "     macOS    networksetup -setdnsservers NAME "
         << dns->address << '\n';
  }
  text << "3. Set up the account " << listing.mailbox
       << " in the client, with the password of the world file.\n"
          "4. When it is over, undo 2, then 1.\n";
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
         << WorldName(bound) << "  " << AddressAndPort(bound) << "  "
         << Kind(bound) << '\n';
  }
  text << "\nRoot certificate: " << listing.ca_file << '\n';
  if (listing.real_ports) {
    AddSteps(listing, text);
  } else if (const auto example = Example(listing.bound);
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
