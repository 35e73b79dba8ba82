// SPDX-License-Identifier: Apache-2.0
//
// Of a domain that nothing is known of, one mailbox goes first.

#ifndef AUTODISCOVER_CLIENT_SCOUTS_H_
#define AUTODISCOVER_CLIENT_SCOUTS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "autodiscover/cache.h"

#include "core/step.h"

namespace autodiscover::client {

// Without it the first of a domain would all go through the whole ladder side
// by side. The others wait until the scout has come to its end, and no longer
// than `wait`. One that comes back with nothing says little of the others: then
// all begin, and for some time nobody is sent ahead there.
class Scouts {
 public:
  using Number = std::uint64_t;
  // No scout is sent where one was in vain.
  static constexpr std::chrono::seconds kInVainFor{60};
  static constexpr std::size_t kInVainMax = 4'096;

  explicit Scouts(std::chrono::milliseconds wait) : wait_(wait) {}

  // Whether `number` may begin, as a scout perhaps; no: it waits.
  [[nodiscard]] bool MayBegin(const CacheKey& place, Number number,
                              core::Timestamp now);
  // `number` is over; `found`: the place is known now. Those that waited for
  // it.
  [[nodiscard]] std::vector<Number> End(const CacheKey& place, Number number,
                                        bool found, core::Timestamp now);
  // Those that have waited long enough.
  [[nodiscard]] std::vector<Number> EndLate(core::Timestamp now);
  // All that wait.
  [[nodiscard]] std::vector<Number> EndAll();

  [[nodiscard]] std::optional<core::Timestamp> NextDeadline() const;

 private:
  struct Scout {
    Number number = 0;
    core::Timestamp until;  // Others wait no longer.
    std::vector<Number> waiting;
  };

  const std::chrono::milliseconds wait_;
  // By place: no account. As many as runs are under way.
  std::map<CacheKey, Scout> out_;
  // Where one was in vain, and until when that counts. A full table is emptied.
  std::map<CacheKey, core::Timestamp> in_vain_;
};

}  // namespace autodiscover::client

#endif  // AUTODISCOVER_CLIENT_SCOUTS_H_
