// SPDX-License-Identifier: Apache-2.0
//
// Asks the caller for consent, and remembers what was said.

#ifndef AUTODISCOVER_DRIVER_CONSENT_DESK_H_
#define AUTODISCOVER_DRIVER_CONSENT_DESK_H_

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "autodiscover/questions.h"

namespace autodiscover::driver {

// Asks once for each mail domain and host (CACHE-07). Not thread-safe.
class ConsentDesk {
 public:
  using Ask = std::function<bool(const ConsentQuestion&)>;

  // An empty `ask` refuses, and so does one that throws.
  explicit ConsentDesk(Ask ask = {}) : ask_(std::move(ask)) {}

  [[nodiscard]] bool Allows(const ConsentQuestion& question);

 private:
  Ask ask_;
  std::map<std::pair<std::string, std::string>, bool> answers_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CONSENT_DESK_H_
