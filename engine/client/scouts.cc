// SPDX-License-Identifier: Apache-2.0

#include "client/scouts.h"

#include <algorithm>
#include <utility>

namespace autodiscover::client {

bool Scouts::MayBegin(const CacheKey& place, Number number,
                      core::Timestamp now) {
  const auto vain = in_vain_.find(place);
  if (wait_.count() <= 0 || (vain != in_vain_.end() && now < vain->second)) {
    return true;
  }
  const auto [found, sent] =
      out_.try_emplace(place, Scout{.number = number, .until = now + wait_});
  if (sent || found->second.until <= now) {
    return true;
  }
  found->second.waiting.push_back(number);
  return false;
}

std::vector<Scouts::Number> Scouts::End(const CacheKey& place, Number number,
                                        bool found, core::Timestamp now) {
  const auto scout = out_.find(place);
  if (scout == out_.end() || scout->second.number != number) {
    return {};
  }
  std::vector<Number> waiting = std::move(scout->second.waiting);
  out_.erase(scout);
  if (!found) {
    if (in_vain_.size() >= kInVainMax) {
      in_vain_.clear();
    }
    in_vain_[place] = now + kInVainFor;
  }
  return waiting;
}

std::vector<Scouts::Number> Scouts::EndLate(core::Timestamp now) {
  std::vector<Number> late;
  for (auto& [place, scout] : out_) {
    if (scout.until <= now) {
      late.insert(late.end(), scout.waiting.begin(), scout.waiting.end());
      scout.waiting.clear();
    }
  }
  return late;
}

std::vector<Scouts::Number> Scouts::EndAll() {
  return EndLate(core::Timestamp::max());
}

std::optional<core::Timestamp> Scouts::NextDeadline() const {
  std::optional<core::Timestamp> next;
  for (const auto& [place, scout] : out_) {
    if (!scout.waiting.empty()) {
      next = std::min(next.value_or(scout.until), scout.until);
    }
  }
  return next;
}

}  // namespace autodiscover::client
