// SPDX-License-Identifier: Apache-2.0

#include "history/transcript.h"

#include <iomanip>
#include <locale>
#include <set>
#include <sstream>

#include "history/event_json.h"
#include "history/fired_faults.h"

namespace fake {
namespace {

using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start)
      .count();
}

}  // namespace

Transcript::Transcript(double rate) : start_(Clock::now()), rate_(rate) {}

void Transcript::Start() {
  const std::scoped_lock lock(mutex_);
  start_ = Clock::now();
}

void Transcript::Declare(std::vector<std::string> faults) {
  const std::scoped_lock lock(mutex_);
  declared_ = std::move(faults);
}

std::vector<std::string> Transcript::Unfired() const {
  const std::scoped_lock lock(mutex_);
  return UnfiredNow();
}

std::vector<std::string> Transcript::UnfiredNow() const {
  std::set<std::string> left(declared_.begin(), declared_.end());
  for (const Entry& entry : entries_) {
    for (const std::string& fault : FiredFaults(entry.event)) {
      left.erase(fault);
    }
  }
  return {left.begin(), left.end()};
}

void Transcript::SetSeed(std::uint64_t seed) {
  const std::scoped_lock lock(mutex_);
  seed_ = seed;
}

std::int64_t Transcript::Record(Event event) {
  std::int64_t seq = 0;
  {
    const std::scoped_lock lock(mutex_);
    seq = static_cast<std::int64_t>(entries_.size()) + 1;
    entries_.push_back({.seq = seq,
                        .t_ms = MillisecondsSince(start_) * rate_,
                        .event = std::move(event)});
    if (sink_) {
      const Entry& entry = entries_.back();
      sink_(EventToJson(entry.seq, entry.t_ms, entry.event));
    }
  }
  changed_.notify_all();
  return seq;
}

void Transcript::Follow(std::function<void(const std::string&)> sink) {
  const std::scoped_lock lock(mutex_);
  sink_ = std::move(sink);
}

std::string Transcript::ToJson(const std::string& world,
                               std::optional<int> exit_code) const {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  const std::scoped_lock lock(mutex_);
  out << "{\"schema\": \"autodiscover-transcript/1\",\n"
      << " \"world\": " << QuoteJson(world) << ",\n"
      << " \"seconds\": " << std::fixed << std::setprecision(3)
      << MillisecondsSince(start_) * rate_ / 1000 << ",\n";
  if (exit_code) {
    out << " \"exit_code\": " << *exit_code << ",\n";
  }
  if (seed_) {
    out << " \"seed\": " << *seed_ << ",\n";
  }
  out << " \"unfired\": [";
  const char* between = "";
  for (const std::string& fault : UnfiredNow()) {
    out << between << QuoteJson(fault);
    between = ", ";
  }
  out << "],\n";
  out << " \"events\": [";
  const char* separator = "\n  ";
  for (const Entry& entry : entries_) {
    out << separator << EventToJson(entry.seq, entry.t_ms, entry.event);
    separator = ",\n  ";
  }
  out << (entries_.empty() ? "]}\n" : "\n ]}\n");
  return out.str();
}

std::vector<std::pair<std::int64_t, Event>> Transcript::Events() const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::pair<std::int64_t, Event>> events;
  events.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    events.emplace_back(entry.seq, entry.event);
  }
  return events;
}

bool Transcript::WaitFor(
    const std::function<
        bool(const std::vector<std::pair<std::int64_t, Event>>&)>& done,
    std::chrono::milliseconds limit) const {
  const Clock::time_point until = Clock::now() + limit;
  std::size_t seen = 0;
  while (true) {
    const auto events = Events();
    seen = events.size();
    if (done(events)) {
      return true;
    }
    std::unique_lock lock(mutex_);
    const bool grew = changed_.wait_until(
        lock, until, [&] { return entries_.size() > seen; });
    if (!grew) {
      return false;
    }
  }
}

}  // namespace fake
