// SPDX-License-Identifier: Apache-2.0

#include "core/rung_table.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <variant>

#include "base/url.h"
#include "core/turn.h"

namespace autodiscover::core {
namespace {

// Keeps the arithmetic of absurd policies from overflowing.
constexpr std::chrono::milliseconds kGraceMax = std::chrono::hours(24);

// Where the chain of `candidate` begins, if it asks an endpoint.
std::string OriginOf(const Candidate& candidate) {
  const auto* endpoint = std::get_if<Endpoint>(&candidate.place);
  return endpoint != nullptr ? endpoint->url.Origin() : std::string();
}

}  // namespace

RungTable::RungTable(Run& run)
    : run_(run), speculation_(run.policy.speculation) {
  speculation_.grace = std::min(speculation_.grace, kGraceMax);
}

void RungTable::Climb(TrustPath trust, int parent) {
  Insert(rungs_.end(), Ladder(run_.policy, run_.address.domain, trust, parent),
         0);
}

void RungTable::Branch(Rungs::iterator rung,
                       const std::vector<Candidate>& candidates) {
  rung->spent = true;
  rung->branched = ++last_branch_;
  Insert(std::next(rung), candidates, last_branch_);
}

void RungTable::Postpone(Rungs::iterator rung, const Candidate& candidate,
                         Timestamp now) {
  rung->spent = true;
  Insert(rungs_.end(), {candidate}, 0);
  rungs_.back().not_before = now + std::min(run_.policy.busy_wait, kGraceMax);
}

void RungTable::Insert(Rungs::iterator before,
                       const std::vector<Candidate>& candidates, int branch) {
  for (const Candidate& candidate : candidates) {
    rungs_.insert(before,
                  Rung{.chain = MakeChain(candidate, run_),
                       .trust = TrustOf(candidate),
                       .origin = OriginOf(candidate),
                       .at = OriginOf(candidate),
                       .branch = branch,
                       .last_good = candidate.source == Source::kLastGood});
  }
}

void RungTable::DropSpent() {
  while (!rungs_.empty() && rungs_.front().spent) {
    rungs_.pop_front();
  }
}

bool RungTable::HasItsTurn(Rungs::const_iterator rung, Timestamp now) const {
  return HasTurn(rungs_, rung, speculation_, now);
}

Rungs::iterator RungTable::FirstReady(Timestamp now) {
  auto rung = rungs_.begin();
  while (rung != rungs_.end() && !MayStart(rung, now)) {
    ++rung;
  }
  return rung;
}

std::optional<Timestamp> RungTable::NextChange(Timestamp now) const {
  std::optional<Timestamp> next = NextGraceEnd(rungs_, speculation_, now);
  for (const Rung& rung : rungs_) {
    if (now < rung.not_before) {
      next = std::min(next.value_or(rung.not_before), rung.not_before);
    }
  }
  return next;
}

bool RungTable::MayStart(Rungs::iterator rung, Timestamp now) {
  if (rung->spent || rung->running || rung->held || now < rung->not_before ||
      WaitsForItsHost(rungs_, rung)) {
    return false;
  }
  const bool may_go =
      HasItsTurn(rung, now) || (speculation_.on && MayGoAhead(rungs_, rung) &&
                                steps_ahead_ < speculation_.probes_max);
  return may_go && !MustWaitForAnother(rung, now);
}

// Another chain has been at the place that this one would enter, and is not to
// be disturbed: a better one, unless all is known of it; or one that logs in,
// or whose answer is none to this one, because it has gone on from there, or
// may ask at fewer addresses.
bool RungTable::MustWaitForAnother(Rungs::iterator rung, Timestamp now) {
  const Entry entry = rung->chain->Entering();
  const auto visitor = VisitorOf(entry.place);
  if (visitor == rungs_.end() || visitor == rung) {
    return false;
  }
  if (IsBetter(visitor, rung)) {
    return visitor->running.has_value() || !HasItsTurn(rung, now);
  }
  return std::ranges::any_of(
      WithBranches(visitor), [&entry](const Rungs::iterator each) {
        const bool asks_another =
            each->running && (each->asking != entry.place ||
                              each->as_far_as < entry.widest_address);
        return !each->spent && (each->login_begun || asks_another);
      });
}

Rungs::iterator RungTable::VisitorOf(const std::string& place) {
  return std::ranges::find_if(rungs_, [&place](const Rung& each) {
    return each.visited.contains(place);
  });
}

bool RungTable::IsBetter(Rungs::iterator one, Rungs::iterator other) {
  return std::find_if(rungs_.begin(), other, [&one](const Rung& each) {
           return &each == &*one;
         }) != other;
}

RungTable::Taken RungTable::Next(Rungs::iterator rung, Timestamp now) {
  const bool ahead = !HasItsTurn(rung, now);
  Taken taken{.place = rung->chain->Entering().place};
  const std::string& place = taken.place;
  const std::vector<Rungs::iterator> rivals = RivalsOf(rung, place);
  for (const Rungs::iterator rival : rivals) {
    std::ranges::for_each(
        rival->visited, [this](const auto& each) { run_.ledger.Leave(each); });
  }
  taken.action = TakeStep(rung, ahead, now);
  for (const Rungs::iterator rival : rivals) {
    if (taken.action) {
      Disregard(*rival);
      taken.rivals.splice(taken.rivals.end(), rungs_, rival);
    } else {
      // It was no rival after all: the better one never came to the place.
      std::ranges::for_each(rival->visited, [this](const auto& each) {
        (void)run_.ledger.Visit(each);
      });
    }
  }
  if (taken.action && !place.empty()) {
    rung->visited.insert(place);
  }
  return taken;
}

std::optional<Action> RungTable::TakeStep(Rungs::iterator rung, bool ahead,
                                          Timestamp now) {
  const auto count = [this] {
    return static_cast<int>(run_.trace.attempts().size());
  };
  const int first = count();
  std::optional<Action> action = rung->chain->Next(now);
  for (int index = first; index < count(); ++index) {
    rung->attempts.push_back(index);
    if (ahead) {
      run_.trace.SetAhead(index);
    }
  }
  if (!action) {
    rung->held = rung->chain->Salvage();
    rung->spent = !rung->held;
  }
  if (const auto* send = action ? std::get_if<SendHttp>(&*action) : nullptr) {
    rung->login_begun = rung->login_begun || send->login.has_value();
    rung->at = ParseUrl(send->url)->Origin();
  }
  if (const auto* search =
          action ? std::get_if<SearchDirectory>(&*action) : nullptr) {
    // No other login meanwhile: what is rejected has to be counted first.
    rung->login_begun = search->login;
  }
  steps_ahead_ += ahead && action ? 1U : 0U;
  return action;
}

// The worse rung that is at the place `rung` would enter, and what came of it.
std::vector<Rungs::iterator> RungTable::RivalsOf(Rungs::iterator rung,
                                                 const std::string& place) {
  const auto visitor = VisitorOf(place);
  const bool is_rival =
      visitor != rungs_.end() && visitor != rung && !IsBetter(visitor, rung);
  return is_rival ? WithBranches(visitor) : std::vector<Rungs::iterator>();
}

// `rung`, and all that goes on for it: branches stand behind what they are of.
std::vector<Rungs::iterator> RungTable::WithBranches(Rungs::iterator rung) {
  std::vector<Rungs::iterator> all = {rung};
  std::set<int> branches = {rung->branched};
  for (auto each = std::next(rung); each != rungs_.end(); ++each) {
    if (each->branch != 0 && branches.contains(each->branch)) {
      all.push_back(each);
      branches.insert(each->branched);
    }
  }
  return all;
}

void RungTable::Disregard(const Rung& rung) {
  for (const int index : rung.attempts) {
    run_.trace.Disregard(index);
  }
}

}  // namespace autodiscover::core
