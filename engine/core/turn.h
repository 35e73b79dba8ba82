// SPDX-License-Identifier: Apache-2.0
//
// Whose turn is it? The rule of precedence, for sequential and for speculative
// discoveries. It looks and decides; it changes nothing.

#ifndef AUTODISCOVER_CORE_TURN_H_
#define AUTODISCOVER_CORE_TURN_H_

#include <optional>

#include "autodiscover/policy.h"

#include "core/rung.h"

namespace autodiscover::core {

// The chain may do everything that the rules allow, send a secret too: all
// better ones are spent. A better one that has been silent for the grace time
// is passed over, but never for a chain that is less trusted than the silent
// one: what a stranger could have named does not win because it is fast
// (TIME-07).
bool HasTurn(const Rungs& rungs, Rungs::const_iterator rung,
             const Speculation& speculation, Timestamp now);

// The chain would begin where a better one is: one after the other, turn or
// not.
bool WaitsForItsHost(const Rungs& rungs, Rungs::const_iterator rung);

// The chain may take its next step ahead of its turn, for all that the others
// do: the step offers no secret, and it is the first that is left of its branch
// (SRV records are for use one after the other: SRV-03). Behind an endpoint
// that was good last time nobody goes ahead.
bool MayGoAhead(const Rungs& rungs, Rungs::const_iterator rung);

// When the grace for a step under way is over, the first time after `now`;
// nothing if nobody waits for that.
std::optional<Timestamp> NextGraceEnd(const Rungs& rungs,
                                      const Speculation& speculation,
                                      Timestamp now);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_TURN_H_
