// SPDX-License-Identifier: Apache-2.0

#include "http/service_session.h"

#include <utility>

#include "wire/reply_fault.h"

namespace fake {

ServiceSession::ServiceSession(ServiceBehaviour& behaviour, Board& board,
                               double clock_rate, Witness witness,
                               std::string binding, Dialer dialer)
    : behaviour_(behaviour),
      board_(board),
      clock_rate_(clock_rate),
      witness_(std::move(witness)),
      negotiation_(std::move(binding)),
      dialer_(std::move(dialer)) {}

Reply ServiceSession::OnRequest(const Request& request, std::string_view raw) {
  Judgement judgement = behaviour_.Judge(request, negotiation_);
  witness_.SawRequest(request, raw, judgement);
  return std::move(judgement.reply);
}

UniqueFd ServiceSession::Dial(const Upstream& upstream) {
  return dialer_(upstream);
}

void ServiceSession::BeforeReply(const Reply& reply) {
  if (const auto& wait = reply.wait_for) {
    board_.WaitForRequests(wait->host, wait->count,
                           OnOurClock(wait->at_most, clock_rate_));
  }
}

void ServiceSession::OnReply(const Reply& reply, const SentReply& sent) {
  witness_.SawReply(reply, sent);
}

}  // namespace fake
