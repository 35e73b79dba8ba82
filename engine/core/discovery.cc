// SPDX-License-Identifier: Apache-2.0
//
// The coordinator: keeps the chains in their order of precedence, decides which
// may take its next step, and ends the run.

#include "core/discovery.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <list>
#include <optional>
#include <utility>

#include "base/email_address.h"
#include "base/strings.h"
#include "core/chain.h"
#include "core/run.h"
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
  } else {
    auto& lookup = std::get<LookupSrv>(action);
    lookup.limit = std::min(lookup.limit, left);
  }
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
    if (std::optional<Error> error = CheckEndpoint(policy)) {
      finished_.emplace();
      finished_->error = *std::move(error);
      finished_->address = mailbox->text;
      return;
    }
    deadline_ = now + std::min(policy.run_limit, kRunLimitMax);
    run_.emplace(policy, *std::move(mailbox), means, seed, now);
    Climb(TrustPath::kTls, -1);
  }

  Step Poll(Timestamp now) {
    if (!finished_) {
      GiveUpOverdue(now);
    }
    if (!finished_ && now >= deadline_) {
      FinishAtDeadline(now);
    }
    if (!cancels_.empty()) {
      const Cancel cancel = cancels_.front();
      cancels_.pop_front();
      return cancel;
    }
    if (!finished_) {
      if (std::optional<Start> start = StartNext(now)) {
        return *std::move(start);
      }
      if (!rungs_.empty()) {
        return Wait{NextDeadline()};
      }
      FinishWithout(now, false);
    }
    return Finished{*finished_};
  }

  void Tell(StepId id, const Report& report, Timestamp now) {
    const auto rung = std::ranges::find_if(
        rungs_, [id](const Rung& each) { return each.running == id; });
    if (!finished_ && rung != rungs_.end()) {
      rung->running.reset();
      Take(rung, rung->chain->Tell(report, now), now);
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
  struct Rung {
    std::unique_ptr<Chain> chain;
    std::optional<StepId> running;
    Timestamp overdue;
  };
  using Rungs = std::list<Rung>;

  // Builds the ladder for the run's address.
  void Climb(TrustPath trust, int parent) {
    Insert(rungs_.end(),
           Ladder(run_->policy, run_->address.domain, trust, parent));
  }

  void Insert(Rungs::iterator before,
              const std::vector<Candidate>& candidates) {
    for (const Candidate& candidate : candidates) {
      rungs_.insert(before, Rung{.chain = MakeChain(candidate, *run_)});
    }
  }

  // Who may take a step: the best that is left, and nobody beside it. A preset
  // that asks several at once must change this and nothing else; a chain that
  // WantsSecret has to be first even then.
  [[nodiscard]] bool MayStart(Rungs::const_iterator rung) const {
    return rung == rungs_.begin() && !rung->running;
  }

  std::optional<Start> StartNext(Timestamp now) {
    for (auto rung = rungs_.begin(); rung != rungs_.end();) {
      if (!MayStart(rung)) {
        ++rung;
        continue;
      }
      std::optional<Action> action = rung->chain->Next(now);
      if (!action) {
        rung = rungs_.erase(rung);
        continue;
      }
      FitIntoRun(*action, deadline_ - now);
      rung->running = StepId{++last_id_};
      rung->overdue = now + LimitOf(*action) + kOverdueAfter;
      return Start{.id = *rung->running, .action = *std::move(action)};
    }
    return std::nullopt;
  }

  // Does what the result of a chain's step asks for.
  void Take(Rungs::iterator rung, ChainResult result, Timestamp now) {
    if (auto* found = std::get_if<Found>(&result)) {
      rungs_.erase(rung);
      FinishWith(std::move(*found), now);
    } else if (const auto* branches = std::get_if<Branches>(&result)) {
      Insert(rung, branches->candidates);
      rungs_.erase(rung);
    } else if (auto* restarts = std::get_if<Restarts>(&result)) {
      rungs_.erase(rung);
      Restart(std::move(*restarts), now);
    } else if (std::holds_alternative<Failed>(result)) {
      rungs_.erase(rung);
    }
  }

  void Restart(Restarts restarts, Timestamp now) {
    DropAll("the search starts over with another address", now);
    run_->address = std::move(restarts.address);
    if (restarts.trust == TrustPath::kTls) {
      run_->home_domains.push_back(run_->address.domain);
    }
    Climb(restarts.trust, restarts.parent);
  }

  // Cancels what is under way and forgets every chain.
  void DropAll(std::string_view reason, Timestamp now) {
    for (Rung& rung : rungs_) {
      if (rung.running) {
        cancels_.push_back({*rung.running});
        rung.chain->Abandon(
            {.stage = Stage::kPolicy, .reason = StrCat("given up: ", reason)},
            now);
      }
    }
    rungs_.clear();
  }

  void GiveUpOverdue(Timestamp now) {
    for (auto rung = rungs_.begin(); rung != rungs_.end() && !finished_;) {
      const auto current = rung++;
      if (!current->running || now < current->overdue) {
        continue;
      }
      cancels_.push_back({*current->running});
      current->running.reset();
      Take(current,
           current->chain->Tell(
               TransportFailure{.stage = Stage::kHttp, .timed_out = true}, now),
           now);
    }
  }

  void FinishWith(Found found, Timestamp now) {
    Outcome outcome;
    outcome.settings = std::move(found.settings);
    outcome.source = found.source;
    outcome.trust = found.trust;
    outcome.protocol = found.protocol;
    outcome.url = found.url.ToString();
    Finish(std::move(outcome), "the settings were found elsewhere", now);
  }

  // What is there counts, although more was being asked for.
  void FinishAtDeadline(Timestamp now) {
    for (const Rung& rung : rungs_) {
      if (std::optional<Found> found = rung.chain->Salvage()) {
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

  // The one way to the end.
  void Finish(Outcome outcome, std::string_view reason, Timestamp now) {
    DropAll(reason, now);
    outcome.address = run_->address.text;
    outcome.attempts = run_->trace.attempts();
    outcome.elapsed = now - run_->started;
    finished_ = std::move(outcome);
  }

  [[nodiscard]] Timestamp NextDeadline() const {
    Timestamp next = deadline_;
    for (const Rung& rung : rungs_) {
      if (rung.running) {
        next = std::min(next, rung.overdue);
      }
    }
    return next;
  }

  std::optional<Run> run_;  // Not set: the address was no good.
  Timestamp deadline_;
  Rungs rungs_;  // Best first.
  std::deque<Cancel> cancels_;
  std::uint32_t last_id_ = 0;
  std::optional<Outcome> finished_;
};

Discovery::Discovery(const std::string& address, Means means,
                     const Policy& policy, std::uint64_t seed, Timestamp now)
    : impl_(std::make_unique<Impl>(address, means, policy, seed, now)) {}
Discovery::~Discovery() = default;
Discovery::Discovery(Discovery&&) noexcept = default;
Discovery& Discovery::operator=(Discovery&&) noexcept = default;

Step Discovery::Poll(Timestamp now) { return impl_->Poll(now); }

void Discovery::Tell(StepId id, const Report& report, Timestamp now) {
  impl_->Tell(id, report, now);
}

void Discovery::Stop(Timestamp now) { impl_->Stop(now); }

}  // namespace autodiscover::core
