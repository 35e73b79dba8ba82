// SPDX-License-Identifier: Apache-2.0
//
// One Service of a scenario at work: finds the route, checks the login, takes
// the next answer of the script.

#ifndef FAKE_SERVERS_HTTP_SERVICE_BEHAVIOUR_H_
#define FAKE_SERVERS_HTTP_SERVICE_BEHAVIOUR_H_

#include <atomic>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "auth/directory.h"
#include "http/asked.h"
#include "http/auth_gate.h"
#include "http/board.h"
#include "http/matching.h"
#include "http/message.h"
#include "world/world.h"

namespace fake {

// What was made of a request.
struct Judgement {
  Asked asked;
  AuthVerdict auth;
  Reply reply;
  std::optional<Unmatched> unmatched;  // No rule was made for the request.
};

// Safe for threads. What it is made from must outlive it.
class ServiceBehaviour {
 public:
  ServiceBehaviour(const World& world, const Host& host, const Service& service,
                   Directory& directory, Board& board);

  [[nodiscard]] Judgement Judge(const Request& request,
                                Negotiation& connection);

 private:
  struct Script {
    Script(const Match* its_match, AuthGate* its_gate,
           const std::vector<Answer>* its_answers)
        : match(its_match), gate(its_gate), answers(its_answers) {}
    const Match* match;  // Null: every Autodiscover path.
    AuthGate* gate;
    const std::vector<Answer>* answers;
    std::atomic<std::size_t> used = 0;
  };
  [[nodiscard]] Script* Find(const Candidate& candidate);
  [[nodiscard]] Reply Next(Script& script, const Request& request,
                           const Asked& asked) const;

  const World& world_;
  const Host& host_;
  const Service& service_;
  Board& board_;
  const Auth no_auth_;
  AuthGate open_;  // Guards nothing.
  AuthGate own_;   // The service's.
  std::deque<AuthGate> route_gates_;
  std::deque<Script> scripts_;  // In the order in which they are tried.
};

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_SERVICE_BEHAVIOUR_H_
