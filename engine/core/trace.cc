// SPDX-License-Identifier: Apache-2.0

#include "core/trace.h"

#include <utility>
#include <variant>

namespace autodiscover::core {

int Trace::Add(Attempt attempt) {
  attempts_.push_back(std::move(attempt));
  return static_cast<int>(attempts_.size()) - 1;
}

int Trace::Begin(Source source, int parent, const Action& action,
                 Timestamp now) {
  const auto* send = std::get_if<SendHttp>(&action);
  Attempt attempt{.source = source,
                  .parent = parent,
                  .action = ToString(action),
                  .started = Since(now),
                  .finished = Since(now)};
  if (send != nullptr && send->login) {
    attempt.secret_sent = true;
    attempt.auth_scheme = send->login->scheme;
  }
  const auto* search = std::get_if<SearchDirectory>(&action);
  if (search != nullptr && search->login) {
    attempt.secret_sent = true;
  }
  return Add(std::move(attempt));
}

int Trace::Refuse(Source source, int parent, std::string action, Ending ending,
                  Timestamp now) {
  const int index = Add({.source = source,
                         .parent = parent,
                         .action = std::move(action),
                         .started = Since(now)});
  End(index, std::move(ending), now);
  return index;
}

void Trace::End(int index, Ending ending, Timestamp now) {
  Attempt& attempt = At(index);
  attempt.stage = ending.stage;
  attempt.succeeded = ending.succeeded;
  attempt.reason = std::move(ending.reason);
  attempt.advice = std::move(ending.advice);
  attempt.failure = ending.failure;
  attempt.mender.reset();
  attempt.rule.clear();
  if (ending.failure && ending.cause) {
    attempt.mender = ending.cause->mender;
    attempt.rule = ending.cause->rule;
  }
  attempt.finished = Since(now);
}

void Trace::SetPeer(int index, std::string peer_address) {
  At(index).peer_address = std::move(peer_address);
}

void Trace::SetFacts(int index, const Report& report) {
  std::visit(
      [this, index](const auto& told) {
        if constexpr (requires { told.facts; }) {
          At(index).facts = told.facts;
        }
      },
      report);
}

void Trace::SetStatus(int index, int status) { At(index).status = status; }

void Trace::SetBearer(int index, std::optional<BearerChallenge> bearer) {
  At(index).bearer = std::move(bearer);
}

void Trace::SetAhead(int index) { At(index).ahead_of_turn = true; }

void Trace::Disregard(int index) {
  At(index).failure.reset();
  At(index).mender.reset();
  At(index).rule.clear();
}

}  // namespace autodiscover::core
