// SPDX-License-Identifier: Apache-2.0

#include "http/board.h"

#include <algorithm>

namespace fake {
namespace {

constexpr int kAnyStatus = 0;

}  // namespace

void Board::CountRequest(const std::string& host) {
  const std::scoped_lock lock(mutex_);
  ++requests_[host];
  changed_.notify_all();
}

void Board::CountReply(const std::string& host, int status) {
  const std::scoped_lock lock(mutex_);
  ++replies_[{host, status}];
  ++replies_[{host, kAnyStatus}];
}

void Board::Set(const Flags& flags) {
  if (flags.empty()) {
    return;
  }
  const std::scoped_lock lock(mutex_);
  for (const auto& [name, value] : flags) {
    flags_[name] = value;
  }
}

bool Board::Holds(const Flags& when) const {
  if (when.empty()) {
    return true;
  }
  const std::scoped_lock lock(mutex_);
  return std::ranges::all_of(when, [this](const auto& wanted) {
    const auto found = flags_.find(wanted.first);
    // A flag that nobody has set yet is empty.
    return (found == flags_.end() ? "" : found->second) == wanted.second;
  });
}

bool Board::Holds(const AfterReplies& after) const {
  const std::scoped_lock lock(mutex_);
  const auto found = replies_.find({after.host, after.status});
  return found != replies_.end() && found->second >= after.count;
}

void Board::WaitForRequests(const std::string& host, std::size_t count,
                            std::chrono::nanoseconds limit) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, limit, [&] {
    const auto found = requests_.find(host);
    return stopped_ || (found != requests_.end() && found->second >= count);
  });
}

void Board::Stop() {
  const std::scoped_lock lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

}  // namespace fake
