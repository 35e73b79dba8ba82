// SPDX-License-Identifier: Apache-2.0
//
// Chance that can be repeated.

#ifndef FAKE_SERVERS_WORLD_CHANCE_H_
#define FAKE_SERVERS_WORLD_CHANCE_H_

#include <cmath>
#include <random>

namespace fake {

// A number from 0 to 1, the same everywhere for the same seed: what the
// library's distributions draw is left to each library.
inline double Fraction(std::mt19937_64& random) {
  constexpr int kBits = 53;  // Of a double.
  return std::ldexp(static_cast<double>(random() >> (64 - kBits)), -kBits);
}

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_CHANCE_H_
