// SPDX-License-Identifier: Apache-2.0
//
// The coordinator: keeps the chains in their order of precedence, lets them
// take their steps when they may (rung_table.h), and ends the run.

#include "core/discovery.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <iterator>
#include <optional>
#include <utility>

#include "base/email_address.h"
#include "base/strings.h"
#include "core/chain.h"
#include "core/exchanges.h"
#include "core/run.h"
#include "core/rung_table.h"
#include "core/summary.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

using std::chrono::milliseconds;

// How long after a step's own limit it is given up here. A driver that keeps
// limits has told its report by then, and knows better where it hung.
constexpr milliseconds kOverdueAfter{500};

// Keeps the arithmetic of absurd policies from overflowing.
constexpr milliseconds kRunLimitMax = std::chrono::hours(24 * 365);

milliseconds LimitOf(const Action& action) {
  return std::visit([](const auto& step) { return step.limit; }, action);
}

// No step may outlive the run.
void FitIntoRun(Action& action, milliseconds left) {
  if (auto* send = std::get_if<SendHttp>(&action)) {
    send->connect_limit = std::min(send->connect_limit, left);
    send->limit = std::min(send->limit, left);
    return;
  }
  std::visit([left](auto& step) { step.limit = std::min(step.limit, left); },
             action);
}

}  // namespace

class Discovery::Impl {
 public:
  Impl(const std::string& address, Means means, const Policy& policy,
       std::uint64_t seed, Timestamp now) {
    Result<EmailAddress> mailbox = ParseEmailAddress(address);
    if (!mailbox) {
      finished_.emplace();
      finished_->error = mailbox.error();
      finished_->address = SafeText(address, kQuoteBytesMax);
      return;
    }
    std::optional<Error> error = CheckDomain(policy, *mailbox);
    if (!error) {
      error = CheckPlaces(policy);
    }
    if (error) {
      finished_.emplace();
      finished_->error = *std::move(error);
      finished_->address = mailbox->text;
      return;
    }
    deadline_ = now + std::min(policy.run_limit, kRunLimitMax);
    run_.emplace(policy, *std::move(mailbox), means, seed, now);
    table_.emplace(*run_);
    table_->Climb(TrustPath::kTls, -1);
  }

  Step Poll(Timestamp now) {
    if (!finished_) {
      GiveUpOverdue(now);
    }
    if (!finished_ && now >= deadline_) {
      FinishAtDeadline(now);
    }
    for (;;) {
      Settle(now);
      if (!cancels_.empty()) {
        const Cancel cancel = cancels_.front();
        cancels_.pop_front();
        return cancel;
      }
      if (finished_) {
        return Finished{*finished_};
      }
      const auto rung = table_->FirstReady(now);
      if (rung == rungs().end()) {
        return Wait{NextDeadline(now)};
      }
      if (std::optional<Start> start = Advance(rung, now)) {
        return *std::move(start);
      }
    }
  }

  void Tell(StepId id, const Report& report, Timestamp now) {
    if (finished_) {
      return;
    }
    const auto rung = std::ranges::find_if(
        rungs(), [id](const Rung& each) { return each.running == id; });
    if (rung != rungs().end()) {
      TellRung(rung, report, now);
      // What came in time counts, however late the next Poll is.
      Settle(now);
    }
  }

  void Stop(Timestamp now) {
    if (finished_) {
      return;
    }
    Finish({.error = Error{.code = ErrorCode::kCancelled,
                           .message = "The search was cancelled."}},
           "the search was cancelled", now);
  }

 private:
  [[nodiscard]] Rungs& rungs() { return table_->rungs(); }

  // Ends what can be ended without another step.
  void Settle(Timestamp now) {
    if (finished_) {
      return;
    }
    table_->DropSpent();
    if (rungs().empty()) {
      FinishWithout(now, false);
      return;
    }
    const auto winner = std::ranges::find_if(
        rungs(), [](const Rung& rung) { return rung.held.has_value(); });
    if (winner != rungs().end() && table_->HasItsTurn(winner, now)) {
      Found found = *std::move(winner->held);
      rungs().erase(winner);
      FinishWith(std::move(found), now);
    }
  }

  // Lets the chain take its next step. Nothing: it took it without the network,
  // or a rule ended it.
  std::optional<Start> Advance(Rungs::iterator rung, Timestamp now) {
    RungTable::Taken taken = table_->Next(rung, now);
    const Exchange* known =
        taken.action ? exchanges_.Find(taken.place, *taken.action) : nullptr;
    const std::optional<Report> answer =
        known != nullptr ? known->answer : std::nullopt;
    const bool takes_over = known != nullptr && !answer &&
                            !taken.rivals.empty() &&
                            taken.rivals.front().asking == taken.place;
    if (takes_over) {
      TakeOver(rung, taken.rivals.front());
    }
    for (Rung& rival : taken.rivals) {
      Drop(rival, "a better candidate leads to the same place", takes_over,
           now);
    }
    if (answer) {
      TellRung(rung, *answer, now);
    }
    if (!taken.action || takes_over || answer) {
      return std::nullopt;
    }
    return Begin(rung, taken.place, *std::move(taken.action), now);
  }

  Start Begin(Rungs::iterator rung, const std::string& place, Action action,
              Timestamp now) {
    FitIntoRun(action, deadline_ - now);
    rung->running = StepId{++last_id_};
    rung->began = now;
    rung->overdue = now + LimitOf(action) + kOverdueAfter;
    const auto* send = std::get_if<SendHttp>(&action);
    if (send != nullptr && !place.empty() && rung != rungs().begin()) {
      exchanges_.Ask(place, *send);
      rung->asking = place;
      rung->as_far_as = send->widest_address;
    }
    return {.id = *rung->running, .action = std::move(action)};
  }

  // From now on `rung` waits for the answer that `rival` waits for.
  static void TakeOver(Rungs::iterator rung, const Rung& rival) {
    rung->running = rival.running;
    rung->began = rival.began;
    rung->overdue = rival.overdue;
    rung->asking = rival.asking;
    rung->as_far_as = rival.as_far_as;
  }

  void TellRung(Rungs::iterator rung, const Report& report, Timestamp now) {
    rung->running.reset();
    exchanges_.Answer(std::exchange(rung->asking, {}), report);
    Take(rung, rung->chain->Tell(report, now), now);
  }

  // Does what the result of a chain's step asks for.
  void Take(Rungs::iterator rung, ChainResult result, Timestamp now) {
    if (auto* found = std::get_if<Found>(&result)) {
      rung->held = std::move(*found);
    } else if (const auto* branches = std::get_if<Branches>(&result)) {
      table_->Branch(rung, branches->candidates);
    } else if (auto* restarts = std::get_if<Restarts>(&result)) {
      // One after the other, nothing that is worse would have been asked.
      std::for_each(std::next(rung), rungs().end(),
                    [this](const Rung& worse) { table_->Disregard(worse); });
      rungs().erase(rung);
      Restart(std::move(*restarts), now);
    } else if (const auto* later = std::get_if<Later>(&result)) {
      table_->Postpone(rung, later->candidate, now);
    } else if (std::holds_alternative<Failed>(result)) {
      rung->spent = true;
    }
  }

  void Restart(Restarts restarts, Timestamp now) {
    DropAll("the search starts over with another address", now);
    exchanges_.Clear();
    run_->address = std::move(restarts.address);
    if (restarts.trust == TrustPath::kTls) {
      run_->home_domains.push_back(run_->address.domain);
    }
    table_->Climb(restarts.trust, restarts.parent);
  }

  void Drop(Rung& rung, std::string_view reason, bool handed_over,
            Timestamp now) {
    if (rung.running && !handed_over) {
      cancels_.push_back({*rung.running});
    }
    if (rung.running || rung.held) {
      rung.chain->Abandon(
          {.stage = Stage::kPolicy, .reason = StrCat("given up: ", reason)},
          now);
    }
  }

  // Cancels what is under way and forgets every chain.
  void DropAll(std::string_view reason, Timestamp now) {
    for (Rung& rung : rungs()) {
      Drop(rung, reason, /*handed_over=*/false, now);
    }
    rungs().clear();
  }

  void GiveUpOverdue(Timestamp now) {
    for (auto rung = rungs().begin(); rung != rungs().end() && !finished_;) {
      const auto current = rung++;
      if (!current->running || now < current->overdue) {
        continue;
      }
      cancels_.push_back({*current->running});
      TellRung(current,
               TransportFailure{.stage = Stage::kHttp, .timed_out = true}, now);
    }
  }

  void FinishWith(Found found, Timestamp now) {
    Outcome outcome;
    outcome.settings = std::move(found.settings);
    run_->users = std::move(found.users);
    outcome.source = found.source;
    outcome.trust = found.trust;
    outcome.protocol = found.protocol;
    outcome.url = found.url.ToString();
    outcome.login = found.login;
    Finish(std::move(outcome), "the settings were found elsewhere", now);
  }

  // What is there counts, although more was being asked for. What has not had
  // its turn by now will not have it.
  void FinishAtDeadline(Timestamp now) {
    for (auto rung = rungs().begin(); rung != rungs().end(); ++rung) {
      std::optional<Found> found =
          table_->HasItsTurn(rung, now) ? rung->chain->Salvage() : std::nullopt;
      if (found) {
        DropAll("the time for the whole search was over", now);
        FinishWith(*std::move(found), now);
        return;
      }
    }
    FinishWithout(now, true);
  }

  void FinishWithout(Timestamp now, bool timed_out) {
    DropAll("the time for the whole search was over", now);
    Finish({.error = Summarise(SafeText(run_->address.text, kQuoteBytesMax),
                               run_->trace.attempts(), timed_out)},
           "", now);
  }

  static int Deciding(const Outcome& outcome) {
    if (outcome.error) {
      return DecidingAttempt(outcome.attempts, outcome.error->code);
    }
    // With several protocols the last of them is the one that was waited for.
    const auto last =
        std::find_if(outcome.attempts.rbegin(), outcome.attempts.rend(),
                     [](const Attempt& attempt) { return attempt.succeeded; });
    return static_cast<int>(outcome.attempts.rend() - last) - 1;
  }

  // The one way to the end.
  void Finish(Outcome outcome, std::string_view reason, Timestamp now) {
    DropAll(reason, now);
    outcome.address = run_->address.text;
    outcome.users = InOrderOf(run_->policy.wanted, run_->users);
    outcome.attempts = run_->trace.attempts();
    outcome.deciding = Deciding(outcome);
    outcome.elapsed = now - run_->started;
    finished_ = std::move(outcome);
  }

  [[nodiscard]] Timestamp NextDeadline(Timestamp now) {
    Timestamp next =
        std::min(deadline_, table_->NextChange(now).value_or(deadline_));
    for (const Rung& rung : rungs()) {
      if (rung.running) {
        next = std::min(next, rung.overdue);
      }
    }
    return next;
  }

  std::optional<Run> run_;  // Not set: the address was no good.
  std::optional<RungTable> table_;
  Exchanges exchanges_;
  Timestamp deadline_;
  std::deque<Cancel> cancels_;
  std::uint32_t last_id_ = 0;
  std::optional<Outcome> finished_;
};

Discovery::Discovery(const std::string& address, Means means,
                     const Policy& policy, std::uint64_t seed, Timestamp now)
    : impl_(std::make_unique<Impl>(address, means, policy, seed, now)) {}
Discovery::~Discovery() = default;
Discovery::Discovery(Discovery&&) noexcept = default;

Step Discovery::Poll(Timestamp now) { return impl_->Poll(now); }

void Discovery::Tell(StepId id, const Report& report, Timestamp now) {
  impl_->Tell(id, report, now);
}

void Discovery::Stop(Timestamp now) { impl_->Stop(now); }

}  // namespace autodiscover::core
