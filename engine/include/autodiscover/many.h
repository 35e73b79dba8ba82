// SPDX-License-Identifier: Apache-2.0
//
// Many discoveries at once, in one thread: what they need of the network is
// shared, and memory does not grow with their number.
//
//   autodiscover::DiscoverMany(
//       {}, {.next = [&]() -> autodiscover::Pulled {
//         if (addresses.empty()) return autodiscover::NoMore{};
//         return autodiscover::Asked{.request = RequestFor(Pop(addresses))};
//       }},
//       [](std::uint64_t tag, const autodiscover::Outcome& outcome) {
//         Show(outcome);
//       });

#ifndef AUTODISCOVER_MANY_H_
#define AUTODISCOVER_MANY_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <variant>

#include "autodiscover/client.h"
#include "autodiscover/outcome.h"

namespace autodiscover {

// One discovery of many. Its `network` and `cancellation` are not looked at.
struct Asked {
  Request request;
  std::uint64_t tag = 0;  // The caller's mark; comes back with the outcome.
};
// There is none at this moment, but there may be more later.
struct NotYet {};
// There are no more.
struct NoMore {};
using Pulled = std::variant<Asked, NotYet, NoMore>;

// Where they come from: asked for one more whenever there is room, so that a
// million need no more memory than a hundred.
struct ManySource {
  // Must not wait: while it runs, nothing else does. Not called again after
  // NoMore.
  std::function<Pulled()> next;
  // Readable when `next` may give more after NotYet. -1: `next` is asked again
  // when something else has happened, or after a tenth of a second.
  int descriptor = -1;
};

struct ManyOptions {
  Network network;
  // Discoveries under way.
  std::size_t at_once = 64;
  // Requests in flight at one host. The time that others wait for it is left
  // out of their limits.
  std::size_t per_host = 8;
  // The endpoint that answered for a mailbox is asked first for the others of
  // its domain, if they have the same policy: Source::kLastGood, with all its
  // checks, for as long as this call lasts.
  bool share_endpoints = true;
  // Of a domain that nothing is known of one goes first, and the others begin
  // when it has come to its end, or after this time: what a domain has to say
  // is not asked for by all of them at once. 0: nobody waits. Of no effect
  // without share_endpoints.
  std::chrono::milliseconds scout_wait{2'000};
  // Ends them all: those under way get kCancelled, and no more are begun.
  Cancellation cancellation;
};

using ManyDone = std::function<void(std::uint64_t tag, const Outcome& outcome)>;

// Runs all that `source` gives, and returns when the last one is over. `done`
// is called once for each, in the order of ending. All the caller's functions
// are called in this thread, must not throw, and hold up all others while they
// run. Shared are addresses and SRV records for as long as DNS allows,
// connections, and TLS sessions. Never shared is a login: a connection that
// was logged in to serves nobody but who has the same name and password.
void DiscoverMany(const ManyOptions& options, const ManySource& source,
                  const ManyDone& done);

}  // namespace autodiscover

#endif  // AUTODISCOVER_MANY_H_
