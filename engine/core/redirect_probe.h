// SPDX-License-Identifier: Apache-2.0
//
// The one step without TLS: a bare GET whose Location may name an endpoint, and
// whose body and every other status mean nothing (LOC-06, LOC-07, LOC-08).

#ifndef AUTODISCOVER_CORE_REDIRECT_PROBE_H_
#define AUTODISCOVER_CORE_REDIRECT_PROBE_H_

#include <optional>

#include "core/chain.h"

namespace autodiscover::core {

class RedirectProbe final : public Chain {
 public:
  // `probe` is candidate.place.
  RedirectProbe(const Candidate& candidate, const PlainHttpProbe& probe,
                Run& run);

  [[nodiscard]] bool WantsSecret() const override { return false; }
  std::optional<Action> Next(Timestamp now) override;
  ChainResult Tell(const Report& report, Timestamp now) override;
  void Abandon(Ending ending, Timestamp now) override;

 private:
  ChainResult OnAnswer(const HttpAnswer& answer, Timestamp now);
  ChainResult Fail(Ending ending, Timestamp now);

  Run& run_;
  const Source source_;
  const TrustPath trust_;
  const Url url_;
  const int parent_;
  int attempt_ = -1;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_REDIRECT_PROBE_H_
