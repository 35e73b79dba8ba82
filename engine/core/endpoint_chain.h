// SPDX-License-Identifier: Apache-2.0
//
// Asks one HTTPS endpoint for the settings: first without a password, then, if
// the answer is a challenge that the rules allow to answer, with it; and the
// same again at each redirect.

#ifndef AUTODISCOVER_CORE_ENDPOINT_CHAIN_H_
#define AUTODISCOVER_CORE_ENDPOINT_CHAIN_H_

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/chain.h"
#include "core/judge.h"
#include "core/login_choice.h"

namespace autodiscover::core {

class EndpointChain final : public Chain {
 public:
  // `endpoint` is candidate.place.
  EndpointChain(const Candidate& candidate, const Endpoint& endpoint, Run& run);

  [[nodiscard]] bool WantsSecret() const override {
    // A question to the caller has to wait for its turn too.
    return state_ == State::kAuthenticate || NeedsConsent() ||
           ((state_ == State::kEnter || state_ == State::kAskAgain) && login_);
  }
  [[nodiscard]] bool NeedsTurn() const override {
    return WantsSecret() || (state_ == State::kEnter && redirected_);
  }
  [[nodiscard]] Entry Entering() const override;
  std::optional<Found> Salvage() override {
    return std::exchange(found_, std::nullopt);
  }
  std::optional<Action> Next(Timestamp now) override;
  ChainResult Tell(const Report& report, Timestamp now) override;
  void Abandon(Ending ending, Timestamp now) override;

 private:
  enum class State {
    kEnter,         // A URL that the rules have not seen yet.
    kAsk,           // The request without credentials is under way.
    kAuthenticate,  // A challenge that may be answered was met.
    kLogIn,         // The request with credentials is under way.
    kAskAgain,      // The same question is to be asked in another way.
    kEnded,
  };

  // The one place where the state changes; the trace gets `ending`.
  void Become(State next, Ending ending, Timestamp now);
  ChainResult Fail(Ending ending, Timestamp now);

  [[nodiscard]] bool NeedsConsent() const;
  // At which addresses `url_` may be asked.
  [[nodiscard]] AddressKind Widest() const;
  [[nodiscard]] SendHttp MakeRequest() const;
  // What may be proven, and with what, at this host.
  [[nodiscard]] LoginRules RulesHere(std::optional<AuthScheme> at_least) const;
  // A login went out, unless the driver decided otherwise.
  void NoteLogin(const Report& report);
  // Why `url_` may not be asked at all; nothing: it may.
  std::optional<Ending> CheckEntry();
  // Enters `url_`; false: a rule forbids it, and the trace says which.
  bool Enter(Timestamp now);
  // Chooses how to answer `challenges_`, with what the run knows when it is
  // this chain's turn. Why nothing may be; nothing: it may.
  std::optional<Ending> PrepareLogin();
  // Takes for given that the server asks for `scheme`, as it did last time, if
  // that may be answered and there is anything to be saved.
  void ExpectChallenge(AuthScheme scheme);
  // Whether that challenge may be answered, with what the run knows by now.
  void DecideUnasked();
  [[nodiscard]] bool IsOtherChallenge(const Challenged& challenge);

  ChainResult OnAnswer(const HttpAnswer& answer, Timestamp now);
  ChainResult OnChallenge(const Challenged& challenge, Timestamp now);
  // The server did not take what was sent.
  ChainResult OnRejection(const Challenged& challenge, Timestamp now);
  // Kerberos was asked, the server was not.
  ChainResult OnNoTicket(const TransportFailure& failure, Timestamp now);
  ChainResult OnRedirect(const Result<Url>& target, Timestamp now);
  ChainResult OnAddress(std::string_view text, Timestamp now);
  ChainResult OnSettings(codec::SettingsAnswer said, Timestamp now);
  ChainResult OnError(const codec::ErrorAnswer& error, Timestamp now);
  // What an error leaves to try at this place; nothing: the next candidate.
  std::optional<ChainResult> AskOtherwise(const codec::ErrorAnswer& error,
                                          Timestamp now);
  [[nodiscard]] ChainResult AskLater(const codec::ErrorAnswer& error,
                                     Timestamp now);
  // The protocol to ask at this place for what `settings` lack.
  [[nodiscard]] std::optional<Protocol> NextProtocol(
      const Settings& settings) const;
  // Why settings without anything that is wanted are of no use.
  [[nodiscard]] Ending NothingWanted(const Settings& settings) const;

  Run& run_;
  const Source source_;
  Protocol protocol_;
  const TrustPath trust_;
  Url url_;
  State state_ = State::kEnter;
  std::vector<codec::Challenge> challenges_;  // Of kAuthenticate.
  std::optional<Login> login_;                // Of kAuthenticate and kLogIn.
  bool unasked_ = false;  // `login_` answers a challenge of an earlier run.
  bool derived_;      // The URL follows from the mail domain: nobody named it.
  const bool again_;  // It was busy before.
  std::string soap_version_;
  bool renewed_ = false;  // The login was repeated with a new nonce.
  bool redirected_;       // To `url_`, which does not count yet.
  int parent_;
  int attempt_ = -1;  // The one under way, or the last.
  // What was found, while another protocol is asked at the same place for the
  // rest of what is wanted: that can add to it, and cannot fail it.
  std::optional<Found> found_;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_ENDPOINT_CHAIN_H_
