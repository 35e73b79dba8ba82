// SPDX-License-Identifier: Apache-2.0

#include "auth/negotiation.h"

#include <algorithm>
#include <utility>

#include "auth/encoding.h"
#include "auth/ntlm.h"
#include "auth/ntlm_message.h"

namespace fake {

Leg Negotiation::StepNtlm(std::string_view token, NtlmServer& server,
                          Directory& directory) {
  user_.clear();
  switch (NtlmMessageType(token)) {
    case 1: {
      exchange_ = server.Begin(token);
      if (!exchange_) {
        return {.name = "ntlm-1"};
      }
      return {.state = Leg::State::kMore,
              .name = "ntlm-1",
              .token = exchange_->challenge};
    }
    case 3: {
      Leg leg = {.name = "ntlm-3"};
      // A message 3 without a message 1 on this very connection is nothing.
      if (const auto begun = std::exchange(exchange_, std::nullopt)) {
        last_ = server.Finish(token, *begun, binding_, directory);
        leg.user = last_.user;
        if (last_.accepted) {
          leg.state = Leg::State::kAccepted;
          user_ = last_.user;
        }
      }
      return leg;
    }
    default:
      return {};
  }
}

bool Negotiation::MicIsRight(const std::string& mic,
                             const NtlmOutcome& outcome) const {
  return mic.empty() ||
         SameSecret(mic, NtlmSignature(outcome.session_key, outcome.flags,
                                       NtlmSender::kClient, mechanism_list_));
}

Leg Negotiation::StepSpnego(const SpnegoToken& sent, NtlmServer& server,
                            Directory& directory) {
  if (sent.initial) {
    mechanism_list_ = sent.mechanism_list;
    const auto& offered = sent.mechanisms;
    if (std::ranges::find(offered, spnego::kNtlm) == offered.end()) {
      return {.name = "spnego"};
    }
    if (offered.front() != spnego::kNtlm || sent.token.empty()) {
      // The token is that of another mechanism: ask for one of ours.
      return {.state = Leg::State::kMore,
              .name = "spnego",
              .token = MakeSpnego({.mechanism = spnego::kNtlm})};
    }
  }
  Leg leg = StepNtlm(sent.token, server, directory);
  if (leg.state == Leg::State::kAccepted && !MicIsRight(sent.mic, last_)) {
    leg.state = Leg::State::kRejected;
    user_.clear();
  }
  switch (leg.state) {
    case Leg::State::kMore:
      leg.token = MakeSpnego({.mechanism = spnego::kNtlm, .token = leg.token});
      break;
    case Leg::State::kAccepted: {
      const std::string mic =
          sent.mic.empty()
              ? ""
              : NtlmSignature(last_.session_key, last_.flags,
                              NtlmSender::kServer, mechanism_list_);
      leg.token = MakeSpnego({.state = NegState::kCompleted, .mic = mic});
      break;
    }
    case Leg::State::kRejected:
      break;
  }
  return leg;
}

// GSSAPI reads SPNEGO itself, so `token` is the whole of it.
Leg Negotiation::StepKerberos(std::string_view token,
                              const Directory& directory) {
  user_.clear();
  in_kerberos_ = false;
  Leg leg = {.name = "kerberos"};
  if (directory.options().clock_is_wrong) {
    return leg;
  }
  auto step = kerberos_.Accept(directory.options().keytab, token);
  if (step.accepted) {
    leg.state = Leg::State::kAccepted;
    leg.user = step.principal;
    user_ = step.principal;
  } else if (step.more) {
    leg.state = Leg::State::kMore;
    in_kerberos_ = true;
  }
  leg.token = std::move(step.token);
  return leg;
}

Leg Negotiation::StepNegotiate(std::string_view token, NtlmServer& server,
                               Directory& directory) {
  if (NtlmMessageType(token) != 0) {
    return StepNtlm(token, server, directory);
  }
  const auto sent = ParseSpnego(token);
  const bool kerberos = in_kerberos_ || (sent ? OffersKerberosFirst(*sent)
                                              : IsKerberosToken(token));
  if (kerberos && !directory.options().keytab.empty()) {
    return StepKerberos(token, directory);
  }
  return sent ? StepSpnego(*sent, server, directory) : Leg();
}

}  // namespace fake
