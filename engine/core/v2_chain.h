// SPDX-License-Identifier: Apache-2.0
//
// Asks a host in Autodiscover V2: anonymous GETs, one for each service that is
// wanted. No login is ever answered (V2-02), and what an answer names is a hint
// that needs consent outside the mail domain (V2-04).

#ifndef AUTODISCOVER_CORE_V2_CHAIN_H_
#define AUTODISCOVER_CORE_V2_CHAIN_H_

#include <deque>
#include <optional>
#include <string_view>
#include <utility>

#include "core/chain.h"

namespace autodiscover::core {

class V2Chain final : public Chain {
 public:
  // `endpoint` is candidate.place.
  V2Chain(const Candidate& candidate, const Endpoint& endpoint, Run& run);

  [[nodiscard]] bool WantsSecret() const override;
  [[nodiscard]] bool NeedsTurn() const override {
    return WantsSecret() || redirected_;
  }
  [[nodiscard]] Entry Entering() const override;
  std::optional<Found> Salvage() override {
    return std::exchange(found_, std::nullopt);
  }
  std::optional<Action> Next(Timestamp now) override;
  ChainResult Tell(const Report& report, Timestamp now) override;
  void Abandon(Ending ending, Timestamp now) override;

 private:
  // The first question, at the candidate's own place.
  void AskAtBase();
  // At which addresses `url_` may be asked.
  [[nodiscard]] AddressKind Widest() const;
  // Why `url_` may not be asked at all; nothing: it may.
  std::optional<Ending> CheckEntry();
  ChainResult OnAnswer(const HttpAnswer& answer, Timestamp now);
  ChainResult OnRedirect(const HttpAnswer& answer, Timestamp now);
  ChainResult OnSettings(Settings settings, Timestamp now);
  // The answer names a URL of the older protocols (V2-08).
  ChainResult OnOlder(std::string_view text, Timestamp now);
  // Why a service's URL cannot be given out; nothing: it can.
  [[nodiscard]] std::optional<Ending> CheckService(std::string_view text) const;
  // That was one question: the next one, or what there is.
  ChainResult Close(Ending ending, Timestamp now);

  Run& run_;
  const Source source_;
  const TrustPath trust_;
  // The candidate's own place, where every question begins.
  const Url base_;
  const int base_parent_;
  const bool base_derived_;
  std::deque<std::string_view> questions_;  // The first one is being asked.
  Url url_;
  bool derived_;     // Nobody named `url_`.
  bool redirected_;  // To `url_`, which does not count yet.
  int parent_;
  int attempt_ = -1;
  std::optional<Found> found_;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_V2_CHAIN_H_
