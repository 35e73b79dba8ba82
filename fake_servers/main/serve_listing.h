// SPDX-License-Identifier: Apache-2.0
//
// How `serve` says where its world can be reached.

#ifndef FAKE_SERVERS_MAIN_SERVE_LISTING_H_
#define FAKE_SERVERS_MAIN_SERVE_LISTING_H_

#include <string>
#include <vector>

#include "world/running_world.h"

namespace fake {

struct Listing {
  std::string world;    // The file.
  std::string mailbox;  // Its address.
  std::string ca_file;
  std::string ca_pem;
  std::vector<Bound> bound;
  bool real_ports = false;  // Then a client needs only the DNS and the root.
};

// A table, and how to use it.
[[nodiscard]] std::string ListingAsText(const Listing& listing);

// One line.
[[nodiscard]] std::string ListingAsJson(const Listing& listing);

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_SERVE_LISTING_H_
