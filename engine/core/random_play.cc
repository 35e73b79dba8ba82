// SPDX-License-Identifier: Apache-2.0

#include "core/random_play.h"

#include <optional>
#include <set>
#include <utility>

#include "base/strings.h"
#include "core/random_watch.h"

namespace autodiscover::core::testing {
namespace {

std::string AnswerOf(const Simulated& run) {
  const Outcome& outcome = run.outcome;
  return outcome.settings
             ? StrCat(run.end, " at ", outcome.url, " for ", outcome.address,
                      " by ", ToString(outcome.source), " over ",
                      ToString(outcome.trust))
             : run.end;
}

}  // namespace

Judged PlayAndWatch(RandomWorld& world, Policy policy, Way way) {
  Watcher watcher(world.policy());
  policy.speculation.on = policy.speculation.on && !way.in_turn;
  Judged judged;
  judged.run = Simulate(
      {"ann@corp.test", Means{.password = world.HasCredentials()}, policy, 1,
       Timestamp{}},
      {.answer =
           [&world, way](const Action& action, Timestamp /*now*/) {
             return world.Answer(action, way.order);
           },
       .on_start = [&watcher](const Action& action,
                              Timestamp now) { watcher.SeeStart(action, now); },
       .on_report =
           [&watcher](const Action& action, const Report& report,
                      Timestamp /*now*/) {
             watcher.SeeReport(action, report);
           }});
  watcher.SeeOutcome(judged.run.outcome);
  judged.broken = watcher.broken();
  if (judged.run.end == "no end" ||
      judged.run.elapsed > world.policy().run_limit) {
    judged.broken.emplace_back("it does not end within its limits");
  }
  if (judged.run.outcome.settings.has_value() ==
      judged.run.outcome.error.has_value()) {
    judged.broken.emplace_back("neither found nor failed");
  }
  judged.answer = AnswerOf(judged.run);
  return judged;
}

std::string Complaint(RandomWorld& world, const Change& change) {
  Policy policy = world.policy();
  change(policy);
  std::optional<std::string> answer;
  for (const Way way :
       {Way{1, true}, Way{1, false}, Way{2, false}, Way{3, false}}) {
    const Judged judged = PlayAndWatch(world, policy, way);
    if (!judged.broken.empty()) {
      return judged.broken.front();
    }
    if (answer && *answer != judged.answer) {
      return StrCat("the order decides: ", *answer, " or ", judged.answer);
    }
    answer = judged.answer;
  }
  return "";
}

std::string Minimal(std::uint32_t seed, const Change& change) {
  RandomWorld world(seed);
  std::string text = StrCat("seed ", seed, ": ", Complaint(world, change));
  std::set<std::string> silenced;
  for (const auto& [question, answer] : world.asked()) {
    RandomWorld poorer(seed);
    for (const std::string& each : silenced) {
      poorer.Silence(each);
    }
    poorer.Silence(question);
    if (!Complaint(poorer, change).empty()) {
      silenced.insert(question);
    }
  }
  RandomWorld least(seed);
  for (const std::string& each : silenced) {
    least.Silence(each);
  }
  text.append(StrCat("\nleast: ", Complaint(least, change)));
  for (const auto& [question, answer] : least.asked()) {
    if (!silenced.contains(question)) {
      text.append(StrCat("\n  ", question, "\n    -> ", answer));
    }
  }
  return text;
}

}  // namespace autodiscover::core::testing
