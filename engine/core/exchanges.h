// SPDX-License-Identifier: Apache-2.0
//
// What was asked without a secret in a run and what came of it, for a better
// chain that is led to the same place later: nothing is asked twice.

#ifndef AUTODISCOVER_CORE_EXCHANGES_H_
#define AUTODISCOVER_CORE_EXCHANGES_H_

#include <map>
#include <optional>
#include <string>

#include "core/step.h"

namespace autodiscover::core {

struct Exchange {
  SendHttp question;
  std::optional<Report> answer;  // Nothing: it is under way, or was given up.
};

class Exchanges {
 public:
  // `place` as Ledger::Place.
  void Ask(const std::string& place, SendHttp question);
  void Answer(const std::string& place, const Report& report);
  void Clear() { by_place_.clear(); }

  // The exchange at `place`, if `action` asks the same there; null: none. Stays
  // valid until the next change.
  [[nodiscard]] const Exchange* Find(const std::string& place,
                                     const Action& action) const;

 private:
  std::map<std::string, Exchange> by_place_;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_EXCHANGES_H_
