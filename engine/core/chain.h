// SPDX-License-Identifier: Apache-2.0
//
// A chain follows one candidate from its first step to its verdict, through
// challenges and redirects. It says what it wants next and learns what came of
// it; whether and when it may is Discovery's decision.

#ifndef AUTODISCOVER_CORE_CHAIN_H_
#define AUTODISCOVER_CORE_CHAIN_H_

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "base/email_address.h"
#include "base/url.h"
#include "core/candidate.h"
#include "core/run.h"
#include "core/step.h"

namespace autodiscover::core {

// The chain has a next step.
struct GoesOn {};
// Nothing came of the candidate. The trace says why.
struct Failed {};
// The endpoint.
struct Found {
  Settings settings;
  std::vector<UserAnswer> users;
  Source source = Source::kRootDomain;
  TrustPath trust = TrustPath::kTls;
  Protocol protocol = Protocol::kPox;
  Url url;
  std::optional<AuthScheme> login;
};
// These candidates take its place.
struct Branches {
  std::vector<Candidate> candidates;
};
// Everything starts over with this address (RED-13).
struct Restarts {
  EmailAddress address;
  TrustPath trust = TrustPath::kTls;
  int parent = -1;
};

// The server is busy: `candidate` is for later, behind all others.
struct Later {
  Candidate candidate;
};

using ChainResult =
    std::variant<GoesOn, Failed, Found, Branches, Restarts, Later>;

// The place (Ledger::Place) that a step would be the first to visit.
struct Entry {
  std::string place;  // Empty: none.
  // SendHttp::widest_address of that step.
  AddressKind widest_address = AddressKind::kLocal;
};

// Not thread-safe. The Run must live longer.
class Chain {
 public:
  Chain() = default;
  Chain(const Chain&) = delete;
  Chain& operator=(const Chain&) = delete;
  Chain(Chain&&) = delete;
  Chain& operator=(Chain&&) = delete;
  virtual ~Chain() = default;

  // Whether the next step would offer the password: such a step has to wait
  // until every better candidate has failed.
  [[nodiscard]] virtual bool WantsSecret() const = 0;

  // Whether the next step uses up what belongs to the better candidates first:
  // the password, or one of the run's redirects.
  [[nodiscard]] virtual bool NeedsTurn() const { return WantsSecret(); }

  // Of the next step.
  [[nodiscard]] virtual Entry Entering() const { return {}; }

  // What it found before a step that could only have added to it, and was ruled
  // out or is not waited for.
  virtual std::optional<Found> Salvage() { return std::nullopt; }

  // The next step, or nothing if a rule forbids it: then the chain has failed.
  // REQUIRES: new, or the last Tell gave GoesOn.
  virtual std::optional<Action> Next(Timestamp now) = 0;

  // What came of the step. REQUIRES: Next gave it.
  virtual ChainResult Tell(const Report& report, Timestamp now) = 0;

  // The step was given up: its attempt ends with `ending`.
  virtual void Abandon(Ending ending, Timestamp now) = 0;
};

std::unique_ptr<Chain> MakeChain(const Candidate& candidate, Run& run);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_CHAIN_H_
