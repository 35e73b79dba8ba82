// SPDX-License-Identifier: Apache-2.0
//
// In which order the hosts of an SRV answer are tried. Spec: RFC 2782.

#ifndef AUTODISCOVER_CORE_SRV_ORDER_H_
#define AUTODISCOVER_CORE_SRV_ORDER_H_

#include <cstdint>
#include <vector>

#include "core/step.h"

namespace autodiscover::core {

// A stream of numbers that a seed decides: the core has no chance of its own.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  // A number from 0 to `max`, both included.
  std::uint64_t UpTo(std::uint64_t max);

 private:
  std::uint64_t state_;
};

// Lowest priority number first (SRV-03); within one priority by lot, where a
// record's chance is its weight, and weight 0 has a small one (SRV-04).
std::vector<SrvRecord> OrderSrvRecords(std::vector<SrvRecord> records,
                                       Random& random);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_SRV_ORDER_H_
