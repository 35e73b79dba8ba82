// SPDX-License-Identifier: Apache-2.0

#include "driver/directory_desk.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <thread>
#include <utility>

#include "base/host_name.h"
#include "base/ip_address.h"
#include "base/strings.h"

namespace autodiscover::driver {

DirectoryDesk::DirectoryDesk(AddressBook& addresses, Login& login,
                             const Clock& clock, std::string ca_file,
                             Search search)
    : login_(login),
      clock_(clock),
      ca_file_(std::move(ca_file)),
      search_(std::move(search)),
      addresses_(addresses),
      began_(addresses.Now()) {}

void DirectoryDesk::Fail(core::StepId id, core::TransportFailure failure) {
  pending_.erase(id);
  ended_.push_back({.id = id, .report = std::move(failure)});
}

void DirectoryDesk::Ask(core::StepId id, const core::SearchDirectory& search) {
  Result<LdapUri> server = ParseLdapUri(search.server);
  if (!server) {
    Fail(id, {.stage = Stage::kPolicy, .reason = server.error().message});
    return;
  }
  if (!mailbox_) {
    mailbox_ = std::make_shared<ThreadMailbox<Ended>>();
  }
  Pending pending{.search = search,
                  .server = *std::move(server),
                  .deadline = clock_.Now() + search.limit};
  const std::string host = pending.server.host;
  pending.resolving = !IsAddressLiteral(host);
  if (pending.resolving) {
    addresses_.Ask(host, began_);
  } else if (auto failure = Start(id, pending, {.addresses = {host}})) {
    Fail(id, *std::move(failure));
    return;
  }
  pending_.emplace(id, std::move(pending));
}

std::optional<core::TransportFailure> DirectoryDesk::Start(
    core::StepId id, const Pending& pending, const AddressAnswer& answer) {
  if (!answer.why.empty()) {
    return core::TransportFailure{.stage = Stage::kDns, .reason = answer.why};
  }
  DirectoryQuestion question{.search = pending.search,
                             .server = pending.server,
                             .addresses = answer.addresses,
                             .ca_file = ca_file_,
                             .limit = pending.deadline - clock_.Now()};
  std::erase_if(question.addresses, [&pending](const std::string& address) {
    return KindOfAddress(address).value_or(AddressKind::kLocal) >
           pending.search.widest_address;
  });
  if (question.addresses.empty()) {
    return core::TransportFailure{
        .stage = Stage::kPolicy,
        .refusal = ErrorCode::kRefusedByPolicy,
        .reason = StrCat(pending.server.host,
                         " is inside a private network or this machine, where "
                         "no pointer may lead to")};
  }
  if (pending.search.login) {
    question.username = login_.username();
    question.password = Secret(std::string(login_.Password()));
  }
  try {
    std::thread([mailbox = mailbox_, search = search_, id,
                 asked = std::move(question)] {
      mailbox->Put({.id = id, .report = search(asked)});
    }).detach();
  } catch (const std::system_error&) {
    return core::TransportFailure{.stage = Stage::kConnect,
                                  .reason = "there is no thread left"};
  }
  return std::nullopt;
}

void DirectoryDesk::StartResolved() {
  std::vector<std::pair<core::StepId, core::TransportFailure>> failed;
  for (auto& [id, pending] : pending_) {
    const auto answer =
        pending.resolving ? addresses_.Find(pending.server.host) : std::nullopt;
    if (!answer) {
      continue;
    }
    pending.resolving = false;
    if (auto failure = Start(id, pending, *answer)) {
      failed.emplace_back(id, *std::move(failure));
    }
  }
  for (auto& [id, failure] : failed) {
    Fail(id, std::move(failure));
  }
}

void DirectoryDesk::Collect(std::vector<Ended>& ended) {
  StartResolved();
  for (Ended& got : mailbox_ ? mailbox_->Take() : std::vector<Ended>()) {
    if (pending_.erase(got.id) != 0) {
      ended_.push_back(std::move(got));
    }
  }
  const core::Timestamp now = clock_.Now();
  std::vector<std::pair<core::StepId, Stage>> late;
  for (const auto& [id, pending] : pending_) {
    if (now >= pending.deadline) {
      // A thread at work may have sent everything.
      late.emplace_back(id, pending.resolving ? Stage::kDns : Stage::kAnswer);
    }
  }
  for (const auto& [id, stage] : late) {
    Fail(id,
         {.stage = stage, .timed_out = true, .reason = "no answer in time"});
  }
  std::ranges::move(ended_, std::back_inserter(ended));
  ended_.clear();
}

void DirectoryDesk::Watch(std::vector<Watched>& watched) const {
  if (!pending_.empty()) {
    watched.push_back({.descriptor = mailbox_->descriptor(), .read = true});
  }
}

core::Timestamp DirectoryDesk::NextDeadline(core::Timestamp deadline) const {
  for (const auto& [id, pending] : pending_) {
    deadline = std::min(deadline, pending.deadline);
  }
  return deadline;
}

}  // namespace autodiscover::driver
