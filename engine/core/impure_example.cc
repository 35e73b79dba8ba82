// SPDX-License-Identifier: Apache-2.0
//
// Not part of the engine: breaks the purity rule in one way, so that a test can
// see the check for it fail.

#include <chrono>

namespace autodiscover {

// With a destination, so that the call is not thrown out as unused.
extern std::chrono::steady_clock::time_point impure_time;
std::chrono::steady_clock::time_point impure_time =
    std::chrono::steady_clock::now();

}  // namespace autodiscover
