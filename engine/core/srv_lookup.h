// SPDX-License-Identifier: Apache-2.0
//
// Asks DNS which hosts serve the domain, and makes candidates of them.

#ifndef AUTODISCOVER_CORE_SRV_LOOKUP_H_
#define AUTODISCOVER_CORE_SRV_LOOKUP_H_

#include <optional>
#include <vector>

#include "core/chain.h"

namespace autodiscover::core {

class SrvLookup final : public Chain {
 public:
  // `name` is candidate.place.
  SrvLookup(const Candidate& candidate, const SrvName& name, Run& run);

  [[nodiscard]] bool WantsSecret() const override { return false; }
  std::optional<Action> Next(Timestamp now) override;
  ChainResult Tell(const Report& report, Timestamp now) override;
  void Abandon(Ending ending, Timestamp now) override;

 private:
  ChainResult OnRecords(const std::vector<SrvRecord>& records, Timestamp now);
  ChainResult Fail(Ending ending, Timestamp now);

  Run& run_;
  const Source source_;
  const TrustPath trust_;
  const std::string name_;
  const int parent_;
  int attempt_ = -1;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_SRV_LOOKUP_H_
