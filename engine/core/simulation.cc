// SPDX-License-Identifier: Apache-2.0

#include "core/simulation.h"

#include <algorithm>
#include <map>
#include <utility>

namespace autodiscover::core::testing {
namespace {

// More than any run of a test's world can take.
constexpr int kPollsMax = 5000;

struct Pending {
  Action action;
  Report report;
  Timestamp due;
};

class Player {
 public:
  Player(Discovery discovery, const Simulation& simulation)
      : discovery_(std::move(discovery)), simulation_(simulation) {}

  Simulated Play() {
    for (int poll = 0; poll < kPollsMax; ++poll) {
      const Step step = discovery_.Poll(now_);
      if (const auto* start = std::get_if<Start>(&step)) {
        Begin(*start);
      } else if (const auto* cancel = std::get_if<Cancel>(&step)) {
        pending_.erase(cancel->id);
      } else if (const auto* wait = std::get_if<Wait>(&step)) {
        AwaitNext(wait->deadline);
      } else {
        result_.outcome = std::get<Finished>(step).outcome;
        result_.end = ToString(step);
        result_.elapsed = now_ - Timestamp{};
        return std::move(result_);
      }
    }
    result_.end = "no end";
    return std::move(result_);
  }

 private:
  void Begin(const Start& start) {
    result_.starts.push_back(ToString(start.action));
    if (simulation_.on_start) {
      simulation_.on_start(start.action, now_);
    }
    Arrival arrival = simulation_.answer(start.action, now_);
    pending_.emplace(start.id, Pending{.action = start.action,
                                       .report = std::move(arrival.report),
                                       .due = now_ + arrival.after});
  }

  void AwaitNext(Timestamp deadline) {
    const auto next = std::ranges::min_element(
        pending_, {}, [](const auto& each) { return each.second.due; });
    if (next == pending_.end() || next->second.due > deadline) {
      now_ = deadline;
      return;
    }
    now_ = std::max(now_, next->second.due);
    const auto [id, pending] = std::move(*next);
    pending_.erase(next);
    if (simulation_.on_report) {
      simulation_.on_report(pending.action, pending.report, now_);
    }
    discovery_.Tell(id, pending.report, now_);
  }

  Discovery discovery_;
  const Simulation& simulation_;
  std::map<StepId, Pending> pending_;
  Timestamp now_{};
  Simulated result_;
};

}  // namespace

Simulated Simulate(Discovery discovery, const Simulation& simulation) {
  return Player(std::move(discovery), simulation).Play();
}

}  // namespace autodiscover::core::testing
