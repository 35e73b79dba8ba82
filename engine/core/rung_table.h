// SPDX-License-Identifier: Apache-2.0
//
// The ladder of a run while it is climbed: its rungs in order of precedence,
// who of them may take a step, and who stands in whose way.

#ifndef AUTODISCOVER_CORE_RUNG_TABLE_H_
#define AUTODISCOVER_CORE_RUNG_TABLE_H_

#include <optional>
#include <string>
#include <vector>

#include "core/candidate.h"
#include "core/run.h"
#include "core/rung.h"

namespace autodiscover::core {

// Not thread-safe. The Run must live longer.
class RungTable {
 public:
  explicit RungTable(Run& run);

  // Adds the ladder for the run's address at the end.
  void Climb(TrustPath trust, int parent);
  // `rung` is spent; `candidates` go on for it in its place.
  void Branch(Rungs::iterator rung, const std::vector<Candidate>& candidates);
  // `rung` is spent; `candidate` is asked at the end, `busy_wait` from now.
  void Postpone(Rungs::iterator rung, const Candidate& candidate,
                Timestamp now);
  // Forgets the best ones as far as they are spent: then all is known of them.
  void DropSpent();

  [[nodiscard]] Rungs& rungs() { return rungs_; }
  [[nodiscard]] bool HasItsTurn(Rungs::const_iterator rung,
                                Timestamp now) const;
  // The best one that may take a step now; or end.
  [[nodiscard]] Rungs::iterator FirstReady(Timestamp now);
  // When to look again although nothing was reported.
  [[nodiscard]] std::optional<Timestamp> NextChange(Timestamp now) const;

  struct Taken {
    std::optional<Action> action;  // Nothing: a rule ended the chain.
    std::string place;             // Where it is the first to ask; or empty.
    // The worse rung that was at the place which the step enters, and then the
    // branches that came of it. They are out of the ladder: whatever came of
    // them counts for the better one alone, as if that had been there first.
    Rungs rivals;
  };
  // The chain's next step. What it adds to the trace becomes the rung's.
  Taken Next(Rungs::iterator rung, Timestamp now);

  // What became of the rung does not count in the summary.
  void Disregard(const Rung& rung);

 private:
  void Insert(Rungs::iterator before, const std::vector<Candidate>& candidates,
              int branch);
  [[nodiscard]] bool MayStart(Rungs::iterator rung, Timestamp now);
  [[nodiscard]] bool MustWaitForAnother(Rungs::iterator rung, Timestamp now);
  std::optional<Action> TakeStep(Rungs::iterator rung, bool ahead,
                                 Timestamp now);
  [[nodiscard]] std::vector<Rungs::iterator> RivalsOf(Rungs::iterator rung,
                                                      const std::string& place);
  [[nodiscard]] std::vector<Rungs::iterator> WithBranches(Rungs::iterator rung);
  [[nodiscard]] Rungs::iterator VisitorOf(const std::string& place);
  [[nodiscard]] bool IsBetter(Rungs::iterator one, Rungs::iterator other);

  Run& run_;
  Speculation speculation_;
  std::size_t steps_ahead_ = 0;
  int last_branch_ = 0;
  Rungs rungs_;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_RUNG_TABLE_H_
