// SPDX-License-Identifier: Apache-2.0

#include "driver/ticket_desk.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>

namespace autodiscover::driver {

TicketDesk::TicketDesk(std::optional<Kerberos> kerberos, Login& login,
                       const Clock& clock, MakeToken make_token)
    : kerberos_(std::move(kerberos)),
      login_(login),
      clock_(clock),
      make_token_(std::move(make_token)) {}

void TicketDesk::Ask(core::StepId id, const std::string& host,
                     core::Timestamp deadline) {
  if (!kerberos_) {
    ended_.push_back(
        Ended{id, Fail(ErrorCode::kNotFound, "Kerberos is not turned on")});
    return;
  }
  if (!counter_) {
    counter_ = std::make_shared<ThreadMailbox<Ended>>();
  }
  const Pending pending{.host = host,
                        .deadline = deadline,
                        .by_password = !kerberos_->ticket_cache};
  pending_[id] = pending;
  StartThread(id, pending);
}

void TicketDesk::StartThread(core::StepId id, const Pending& pending) {
  TicketRequest request{.host = pending.host};
  if (pending.by_password) {
    request.username = login_.username();
    request.password = Secret(std::string(login_.Password()));
  } else {
    request.cache = kerberos_->ticket_cache;
  }
  if (pending.by_password && request.password.Reveal().empty()) {
    counter_->Put({id, Fail(ErrorCode::kNotFound, "no password was given")});
    return;
  }
  try {
    std::thread([counter = counter_, make = make_token_, id,
                 question = std::move(request)] {
      counter->Put({id, make(question)});
    }).detach();
  } catch (const std::system_error&) {
    counter_->Put({id, Fail(ErrorCode::kNotFound, "there is no thread left")});
  }
}

bool TicketDesk::MayTryPassword(const Pending& pending) const {
  return !pending.by_password && login_.may_have_password();
}

std::vector<TicketDesk::Ended> TicketDesk::Collect() {
  std::vector<Ended> ended = std::exchange(ended_, {});
  for (Ended& got : counter_ ? counter_->Take() : std::vector<Ended>()) {
    const auto found = pending_.find(got.id);
    if (found == pending_.end()) {
      continue;
    }
    if (!got.header && MayTryPassword(found->second)) {
      found->second.by_password = true;
      StartThread(got.id, found->second);
      continue;
    }
    pending_.erase(found);
    ended.push_back(std::move(got));
  }
  const core::Timestamp now = clock_.Now();
  for (auto it = pending_.begin(); it != pending_.end();) {
    if (now < it->second.deadline) {
      ++it;
      continue;
    }
    ended.push_back(Ended{
        it->first, Fail(ErrorCode::kNotFound,
                        "the Kerberos server (KDC) did not answer in time")});
    it = pending_.erase(it);
  }
  return ended;
}

void TicketDesk::Watch(std::vector<Watched>& watched) const {
  if (!pending_.empty()) {
    watched.push_back({.descriptor = counter_->descriptor(), .read = true});
  }
}

core::Timestamp TicketDesk::NextDeadline(core::Timestamp deadline) const {
  for (const auto& [id, pending] : pending_) {
    deadline = std::min(deadline, pending.deadline);
  }
  return deadline;
}

}  // namespace autodiscover::driver
