// SPDX-License-Identifier: Apache-2.0

#include "core/srv_order.h"

#include <algorithm>
#include <tuple>

namespace autodiscover::core {
namespace {

using Iterator = std::vector<SrvRecord>::iterator;

// The record whose running sum of weights first reaches a number drawn.
Iterator Draw(Iterator begin, Iterator end, Random& random) {
  std::uint64_t sum = 0;
  std::for_each(begin, end,
                [&sum](const SrvRecord& record) { sum += record.weight; });
  const std::uint64_t drawn = random.UpTo(sum);
  std::uint64_t running = 0;
  return std::find_if(begin, end, [&](const SrvRecord& record) {
    running += record.weight;
    return running >= drawn;
  });
}

}  // namespace

std::uint64_t Random::UpTo(std::uint64_t max) {
  // splitmix64, by Sebastiano Vigna; in the public domain. Its slight
  // preference for small remainders is of no weight for sums of weights.
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  mixed ^= mixed >> 31U;
  return mixed % (max + 1);
}

std::vector<SrvRecord> OrderSrvRecords(std::vector<SrvRecord> records,
                                       Random& random) {
  // Within a priority those of weight 0 come first: they win when 0 is drawn,
  // and only then. The rest of the key makes the result independent of the
  // order in which the server sent them.
  std::ranges::sort(records, {}, [](const SrvRecord& record) {
    return std::tie(record.priority, record.weight, record.target, record.port);
  });
  for (auto next = records.begin(); next != records.end(); ++next) {
    const auto end =
        std::find_if(next, records.end(), [next](const SrvRecord& record) {
          return record.priority != next->priority;
        });
    // Moves the drawn one to the front and keeps the others in order.
    const auto drawn = Draw(next, end, random);
    std::rotate(next, drawn, drawn + 1);
  }
  return records;
}

}  // namespace autodiscover::core
