// SPDX-License-Identifier: Apache-2.0
//
// Not part of the engine: breaks the purity rule in one way, so that a test can
// see the check for it fail.

#include <chrono>

namespace autodiscover {

std::chrono::steady_clock::time_point ReadClock();
std::chrono::steady_clock::time_point ReadClock() {
  return std::chrono::steady_clock::now();
}

}  // namespace autodiscover
