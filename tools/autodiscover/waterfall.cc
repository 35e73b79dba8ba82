// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/waterfall.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace autodiscover::tools {
namespace {

constexpr std::int64_t kColumns = 40;
constexpr std::size_t kActionShownMax = 60;

std::string Repeated(const char* piece, std::int64_t count) {
  std::string out;
  for (std::int64_t i = 0; i < count; ++i) {
    out += piece;
  }
  return out;
}

// The names of hosts are what tells attempts apart; they come first.
std::string Shortened(const std::string& action, bool unicode) {
  const std::string text = Printable(action);
  return text.size() <= kActionShownMax
             ? text
             : text.substr(0, kActionShownMax) + (unicode ? "…" : "...");
}

}  // namespace

std::string Waterfall(const Outcome& outcome, const Style& style) {
  if (outcome.attempts.empty()) {
    return "";
  }
  std::int64_t end = std::max<std::int64_t>(outcome.elapsed.count(), 1);
  for (const Attempt& attempt : outcome.attempts) {
    end = std::max<std::int64_t>(end, attempt.finished.count());
  }
  const auto column = [end](std::chrono::milliseconds time) {
    return std::clamp<std::int64_t>(time.count() * kColumns / end, 0,
                                    kColumns - 1);
  };
  std::string out = "0 ms" + Repeated(" ", kColumns - 4) + " " +
                    std::to_string(end) + " ms\n";
  for (std::size_t i = 0; i < outcome.attempts.size(); ++i) {
    const Attempt& attempt = outcome.attempts[i];
    const std::int64_t first = column(attempt.started);
    const std::int64_t last =
        std::max(first, column(std::max(attempt.finished, attempt.started)));
    const bool decides = static_cast<int>(i) == outcome.deciding;
    const Ink failed = decides && attempt.failure ? Ink::kBad : Ink::kDim;
    const Ink ink = attempt.succeeded ? Ink::kGood : failed;
    out += Repeated(" ", first) +
           style.Paint(ink,
                       Repeated(style.unicode ? "█" : "#", last - first + 1)) +
           Repeated(" ", kColumns - last) +
           Shortened(attempt.action, style.unicode) + "\n";
  }
  return out;
}

}  // namespace autodiscover::tools
