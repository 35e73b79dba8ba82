// SPDX-License-Identifier: Apache-2.0

#include "core/turn.h"

#include <algorithm>

namespace autodiscover::core {
namespace {

bool IsSilent(const Rung& rung, const Speculation& speculation, Timestamp now) {
  return rung.running && now - rung.began >= speculation.grace;
}

template <typename Predicate>
bool AnyBetter(const Rungs& rungs, Rungs::const_iterator rung,
               Predicate is_in_the_way) {
  return std::any_of(rungs.begin(), rung, [&is_in_the_way](const Rung& better) {
    return !better.spent && is_in_the_way(better);
  });
}

bool IsWaiting(const Rung& rung) { return !rung.spent && !rung.running; }

}  // namespace

bool WaitsForItsHost(const Rungs& rungs, Rungs::const_iterator rung) {
  return !rung->running && !rung->origin.empty() && rung->visited.empty() &&
         AnyBetter(rungs, rung, [rung](const Rung& better) {
           return better.at == rung->origin;
         });
}

bool HasTurn(const Rungs& rungs, Rungs::const_iterator rung,
             const Speculation& speculation, Timestamp now) {
  const auto login = std::ranges::find_if(
      rungs, [](const Rung& each) { return each.login_begun && !each.spent; });
  if (login != rungs.end()) {
    return login == rung;
  }
  for (auto better = rungs.begin(); better != rung; ++better) {
    const bool passed_over = speculation.on &&
                             IsSilent(*better, speculation, now) &&
                             rung->trust <= better->trust;
    if (!better->spent && !passed_over && !WaitsForItsHost(rungs, better)) {
      return false;
    }
  }
  return true;
}

bool MayGoAhead(const Rungs& rungs, Rungs::const_iterator rung) {
  return !rung->chain->NeedsTurn() &&
         !AnyBetter(rungs, rung,
                    [](const Rung& better) { return better.last_good; }) &&
         (rung->branch == 0 || !rung->visited.empty() ||
          !AnyBetter(rungs, rung, [rung](const Rung& better) {
            return better.branch == rung->branch;
          }));
}

std::optional<Timestamp> NextGraceEnd(const Rungs& rungs,
                                      const Speculation& speculation,
                                      Timestamp now) {
  std::optional<Timestamp> next;
  if (!speculation.on || std::ranges::none_of(rungs, IsWaiting)) {
    return next;
  }
  for (const Rung& rung : rungs) {
    const Timestamp end = rung.began + speculation.grace;
    if (rung.running && now < end) {
      next = std::min(next.value_or(end), end);
    }
  }
  return next;
}

}  // namespace autodiscover::core
