// SPDX-License-Identifier: Apache-2.0
//
// A time as text, without the machine's zone or locale.

#include <cstddef>
#include <cstdint>
#include <string>

#include "autodiscover/facts.h"

namespace autodiscover {
namespace {

std::string Padded(std::int64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  return text.insert(0, digits > text.size() ? digits - text.size() : 0, '0');
}

}  // namespace

std::string UtcText(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return Padded(static_cast<int>(date.year()), 4) + "-" +
         Padded(static_cast<unsigned>(date.month()), 2) + "-" +
         Padded(static_cast<unsigned>(date.day()), 2) + "T" +
         Padded(clock.hours().count(), 2) + ":" +
         Padded(clock.minutes().count(), 2) + ":" +
         Padded(clock.seconds().count(), 2) + "Z";
}

}  // namespace autodiscover
