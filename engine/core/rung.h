// SPDX-License-Identifier: Apache-2.0
//
// One chain in the ladder, with what the coordinator knows of it.

#ifndef AUTODISCOVER_CORE_RUNG_H_
#define AUTODISCOVER_CORE_RUNG_H_

#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/chain.h"
#include "core/step.h"

namespace autodiscover::core {

struct Rung {
  std::unique_ptr<Chain> chain;
  // Of the weakest link that the chain rests on, or will.
  TrustPath trust = TrustPath::kTls;
  // Where an endpoint's chain begins; empty for every other chain.
  std::string origin;
  // Where it is since its last step.
  std::string at;
  // Which branching it came from: the hosts of one SRV answer are in one. 0: it
  // is of the ladder itself.
  int branch = 0;
  // It gave the settings last time: as a rule nothing else will be needed.
  bool last_good = false;

  Timestamp not_before;  // It is to be left alone until then.
  std::optional<StepId> running;
  Timestamp began;    // Of the step under way.
  Timestamp overdue;  // When it is given up.

  // Nothing more comes of it. It stays in its place while better ones are
  // there, so that it can be told what counts once all is known.
  bool spent = false;
  // The branch that goes on for it, and stands behind it; 0: none.
  int branched = 0;
  // It has been allowed to send a secret: it goes on to its end before another
  // one may.
  bool login_begun = false;
  // Settings that came without a login, before it was its turn.
  std::optional<Found> held;

  // The places that it visited (Ledger::Place).
  std::set<std::string> visited;
  // That of them where the step under way asks, if a better chain can be led
  // there (exchanges.h); empty: none.
  std::string asking;
  AddressKind as_far_as = AddressKind::kLocal;  // The step under way may go.

  std::vector<int> attempts;  // Its own, in the trace.
};

// Best first.
using Rungs = std::list<Rung>;

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_RUNG_H_
