// SPDX-License-Identifier: Apache-2.0
//
// Asks a directory where Autodiscover is: first the policy's own, then those
// that its pointers name. Spec: [MS-OXDISCO] 3.1.5.1.

#ifndef AUTODISCOVER_CORE_SCP_LOOKUP_H_
#define AUTODISCOVER_CORE_SCP_LOOKUP_H_

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/ldap_uri.h"
#include "core/chain.h"

namespace autodiscover::core {

class ScpLookup final : public Chain {
 public:
  // `directory` is candidate.place.
  ScpLookup(const Candidate& candidate, const DirectoryPlace& directory,
            Run& run);

  [[nodiscard]] bool WantsSecret() const override;
  std::optional<Action> Next(Timestamp now) override;
  ChainResult Tell(const Report& report, Timestamp now) override;
  void Abandon(Ending ending, Timestamp now) override;

 private:
  // A directory that is to be asked.
  struct Stop {
    LdapUri uri;
    int parent = -1;  // The attempt that named it.
    TrustPath trust = TrustPath::kTls;
    // Neither the caller nor the mail domain named it: no login goes there, and
    // no private address is taken for it.
    bool foreign = false;
  };
  struct Pointer {
    std::string uri;
    int parent = -1;
    TrustPath trust = TrustPath::kTls;
  };

  ChainResult OnControllers(const Report& report, Timestamp now);
  ChainResult OnEntries(const DirectoryAnswer& answer, Timestamp now);
  ChainResult OnFailure(const TransportFailure& failure, Timestamp now);
  // The URLs as candidates; those that are of no use are told in the trace.
  std::vector<Candidate> CandidatesFrom(const std::vector<std::string>& urls,
                                        Timestamp now);
  [[nodiscard]] std::vector<Pointer> PointersFrom(
      const std::vector<std::string>& uris) const;
  // Puts those directories in line that the bounds allow.
  void Follow(const std::vector<Pointer>& pointers, Timestamp now);
  // Why `uri` is not followed; nothing: it is.
  [[nodiscard]] std::optional<Ending> Refusal(const Result<LdapUri>& uri,
                                              Timestamp now) const;
  [[nodiscard]] bool TookTooLong(Timestamp now) const;
  // The attempt came to nothing: on with the next directory, if there is one.
  ChainResult GoOn(Ending ending, Timestamp now);
  [[nodiscard]] bool MayLogIn(const Stop& stop) const;
  [[nodiscard]] SearchDirectory MakeSearch(const Stop& stop) const;
  // Of what the current directory says.
  [[nodiscard]] TrustPath TrustHere() const;

  Run& run_;
  const Source source_;
  const int parent_;
  const LdapUri own_;
  bool finds_controllers_;  // In DNS, before anything else.
  std::deque<Stop> next_;
  std::vector<Pointer> fallback_;  // Pointers for everybody.
  std::set<std::string> visited_;
  int hops_left_;
  std::optional<Timestamp> began_;
  Stop current_;
  bool logs_in_ = false;  // At the current one.
  int attempt_ = -1;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_SCP_LOOKUP_H_
