// SPDX-License-Identifier: Apache-2.0

#include "history/transcript.h"

#include <iomanip>
#include <locale>
#include <sstream>

#include "history/event_json.h"
#include "history/event_size.h"
#include "history/event_text.h"
#include "history/fired_faults.h"

namespace fake {
namespace {

using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start)
      .count();
}

}  // namespace

Transcript::Transcript(double rate, std::size_t kept_bytes_max)
    : kept_bytes_max_(kept_bytes_max), start_(Clock::now()), rate_(rate) {}

void Transcript::Start() {
  const std::scoped_lock lock(mutex_);
  start_ = Clock::now();
}

void Transcript::Declare(const std::vector<std::string>& faults) {
  const std::scoped_lock lock(mutex_);
  unfired_ = {faults.begin(), faults.end()};
}

std::vector<std::string> Transcript::Unfired() const {
  const std::scoped_lock lock(mutex_);
  return {unfired_.begin(), unfired_.end()};
}

void Transcript::SetSeed(std::uint64_t seed) {
  const std::scoped_lock lock(mutex_);
  seed_ = seed;
}

void Transcript::SetRtt(std::chrono::milliseconds rtt) {
  const std::scoped_lock lock(mutex_);
  rtt_ms_ = static_cast<double>(rtt.count());
}

std::int64_t Transcript::Record(Event event) {
  std::int64_t seq = 0;
  {
    const std::scoped_lock lock(mutex_);
    const double t_ms = MillisecondsSince(start_) * rate_;
    seq = ++recorded_;
    for (const std::string& fault : FiredFaults(event)) {
      unfired_.erase(fault);
    }
    if (sink_) {
      sink_(sink_form_ == EventForm::kText
                ? EventToText(t_ms, event)
                : EventToJson(seq, t_ms, event, rtt_ms_));
    }
    const std::size_t bytes = SizeOf(event);
    if (kept_bytes_ + bytes <= kept_bytes_max_) {
      kept_bytes_ += bytes;
      entries_.push_back({.seq = seq, .t_ms = t_ms, .event = std::move(event)});
    }
  }
  changed_.notify_all();
  return seq;
}

void Transcript::Follow(std::function<void(const std::string&)> sink,
                        EventForm form) {
  const std::scoped_lock lock(mutex_);
  sink_ = std::move(sink);
  sink_form_ = form;
}

std::string Transcript::ToJson(const std::string& world,
                               std::optional<int> exit_code) const {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  const std::scoped_lock lock(mutex_);
  out << "{\"schema\": \"autodiscover-transcript/1\",\n"
      << " \"world\": " << QuoteJson(world) << ",\n"
      << " \"seconds\": " << std::fixed << std::setprecision(3)
      << MillisecondsSince(start_) * rate_ / 1000 << ",\n"
      << " \"monotonic_s\": " << std::setprecision(6)
      << std::chrono::duration<double>(start_.time_since_epoch()).count()
      << ",\n";
  if (exit_code) {
    out << " \"exit_code\": " << *exit_code << ",\n";
  }
  if (seed_) {
    out << " \"seed\": " << *seed_ << ",\n";
  }
  if (const auto kept = static_cast<std::int64_t>(entries_.size());
      kept < recorded_) {
    out << " \"dropped\": " << recorded_ - kept << ",\n";
  }
  out << " \"unfired\": [";
  const char* between = "";
  for (const std::string& fault : unfired_) {
    out << between << QuoteJson(fault);
    between = ", ";
  }
  out << "],\n";
  out << " \"events\": [";
  const char* separator = "\n  ";
  for (const Entry& entry : entries_) {
    out << separator
        << EventToJson(entry.seq, entry.t_ms, entry.event, rtt_ms_);
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
