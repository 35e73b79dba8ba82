// SPDX-License-Identifier: Apache-2.0
//
// How many decisions the core makes a second: a Poll or a Tell is one.
// Usage: bench_ladder [SECONDS_EACH]

#include <cstdint>
#include <iostream>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "autodiscover/policy.h"

#include "bench/measure.h"
#include "codec/test_bodies.h"
#include "core/discovery.h"
#include "core/step.h"

namespace {

using namespace autodiscover;  // NOLINT: a program.

using Answers = core::Report (*)(const core::Action&);

// Nothing anywhere: the whole ladder.
core::Report Nothing(const core::Action& action) {
  if (std::holds_alternative<core::LookupSrv>(action)) {
    return core::SrvAnswer{.why = "NXDOMAIN"};
  }
  return core::HttpAnswer{.status = 404};
}

// The service is at autodiscover.corp.test, and asks for a login.
core::Report AtTheSecondPlace(const core::Action& action) {
  const auto* send = std::get_if<core::SendHttp>(&action);
  if (send == nullptr || !send->url.starts_with("https://autodiscover.")) {
    return Nothing(action);
  }
  if (!send->login) {
    return core::HttpAnswer{
        .status = 401, .headers = {{"WWW-Authenticate", "Basic realm=\"x\""}}};
  }
  return core::HttpAnswer{.status = 200,
                          .body = codec::testing::PoxSettings(
                              "https://mail.corp.test/EWS/Exchange.asmx")};
}

// Plays one discovery; gives how many decisions it took.
std::uint64_t Play(Answers answers, const Policy& policy) {
  core::Timestamp now{};
  core::Discovery discovery("ann@corp.test", {.password = true}, policy, 1,
                            now);
  std::vector<std::pair<core::StepId, core::Report>> under_way;
  for (std::uint64_t decisions = 1;; ++decisions) {
    const core::Step step = discovery.Poll(now);
    if (const auto* start = std::get_if<core::Start>(&step)) {
      under_way.emplace_back(start->id, answers(start->action));
    } else if (std::holds_alternative<core::Finished>(step)) {
      return decisions;
    } else if (std::holds_alternative<core::Wait>(step)) {
      now += std::chrono::milliseconds(10);
      for (auto& [id, report] : std::exchange(under_way, {})) {
        discovery.Tell(id, report, now);
        ++decisions;
      }
    }
  }
}

void Measure(std::string_view name, Answers answers, double seconds) {
  const Policy policy;
  double decisions = 0;
  const double a_second = bench::TimesASecond(
      seconds, [&] { decisions = static_cast<double>(Play(answers, policy)); });
  std::cout << "\"" << name << "\": {\"decisions\": " << decisions
            << ", \"decisions_a_second\": " << decisions * a_second
            << ", \"discoveries_a_second\": " << a_second << "}";
}

}  // namespace

int main(int argc, char** argv) {
  const auto seconds = static_cast<double>(bench::NumberAt(argv, argc, 1, 2));
  std::cout << "{";
  Measure("nothing", Nothing, seconds);
  std::cout << ", ";
  Measure("second_place", AtTheSecondPlace, seconds);
  std::cout << "}\n";
  return 0;
}
