// SPDX-License-Identifier: Apache-2.0
//
// Whether a request is what a MATCH describes; else in what they differ.

#ifndef FAKE_SERVERS_HTTP_MATCHING_H_
#define FAKE_SERVERS_HTTP_MATCHING_H_

#include <string>
#include <vector>

#include "http/asked.h"
#include "http/board.h"
#include "http/message.h"
#include "world/world.h"

namespace fake {

// Who says to be asking, true or not: by Basic, by Digest, or because
// `connection_user` has logged in on the connection. Empty: nobody.
[[nodiscard]] std::string ClaimedLogin(const Request& request,
                                       const std::string& connection_user);

// A request, and what is known of it.
struct Candidate {
  const Request& request;
  const Asked& asked;
  const std::string& login;  // Empty: none, or not told before it is checked.
  const Board& board;
};

// One line for each thing that `match` wants and `candidate` has not. Texts of
// the request are not quoted: they could be secret.
[[nodiscard]] std::vector<std::string> Differences(const Match& match,
                                                   const Candidate& candidate);

[[nodiscard]] inline bool Matches(const Match& match,
                                  const Candidate& candidate) {
  return Differences(match, candidate).empty();
}

// What a request met that no rule was made for.
struct Unmatched {
  std::string nearest;     // routes[1]; empty: there is no rule at all.
  std::string difference;  // Sentences, joined by semicolons.
};

[[nodiscard]] Unmatched FindNearest(const std::vector<Route>& routes,
                                    const Candidate& candidate);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_MATCHING_H_
