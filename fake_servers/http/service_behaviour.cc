// SPDX-License-Identifier: Apache-2.0

#include "http/service_behaviour.h"

#include <algorithm>

#include "http/answering.h"
#include "http/proxy.h"

namespace fake {
ServiceBehaviour::ServiceBehaviour(const World& world, const Host& host,
                                   const Service& service, Directory& directory,
                                   Board& board)
    : world_(world),
      host_(host),
      service_(service),
      board_(board),
      open_(no_auth_, directory, host.name),
      own_(service.auth, directory, host.name, service.proxy) {
  for (const Route& route : service.routes) {
    // The service's own login guards the paths of Autodiscover only.
    AuthGate* gate = route.match.path.empty() ||
                             EndpointOf(route.match.path) != Endpoint::kOther
                         ? &own_
                         : &open_;
    if (route.auth) {
      gate = &route_gates_.emplace_back(*route.auth, directory, host.name);
    }
    scripts_.emplace_back(&route.match, gate, &route.script);
  }
  scripts_.emplace_back(nullptr, &own_, &service.script);
}

ServiceBehaviour::Script* ServiceBehaviour::Find(const Candidate& candidate) {
  for (Script& script : scripts_) {
    const bool hit =
        script.match != nullptr
            ? Matches(*script.match, candidate)
            : EndpointOf(candidate.request.path) != Endpoint::kOther;
    if (hit) {
      return &script;
    }
  }
  return nullptr;
}

Reply ServiceBehaviour::Next(Script& script, const Request& request,
                             const Asked& asked) const {
  if (script.answers->empty()) {
    return NotFound();
  }
  const Occasion occasion = {.request = request,
                             .asked = asked,
                             .host = host_.name,
                             .mailbox_address = world_.mailbox.address};
  const std::size_t last = script.answers->size() - 1;
  const bool understood = IsUnderstood(occasion);
  // A probe that a template cannot serve leaves the step for the real request.
  // Two requests at once take two steps, so look and take are one operation.
  std::size_t step = script.used.load();
  for (;;) {
    const Answer& answer = (*script.answers)[std::min(step, last)];
    if (!understood && !AnswersAnything(answer)) {
      return MakeReply(answer, occasion);
    }
    if (script.used.compare_exchange_weak(step, std::min(step, last) + 1)) {
      board_.Set(answer.sets);
      return MakeReply(answer, occasion);
    }
  }
}

Judgement ServiceBehaviour::Judge(const Request& request,
                                  Negotiation& connection) {
  board_.CountRequest(host_.name);
  Judgement judgement;
  judgement.asked = ReadAsked(request);
  // Who logs in may decide which rule, and so which login, is asked for.
  const std::string login = ClaimedLogin(request, connection.user());
  const Candidate candidate = {.request = request,
                               .asked = judgement.asked,
                               .login = login,
                               .board = board_};
  Script* script = service_.proxy ? &scripts_.back() : Find(candidate);
  judgement.auth =
      (script != nullptr ? *script->gate : open_).Judge(request, connection);
  const bool unasked = script == nullptr || script->answers->empty();
  if (unasked && !service_.proxy) {
    judgement.unmatched = FindNearest(service_.routes, candidate);
  }
  if (script == nullptr) {
    judgement.reply = NotFound();
  } else if (!judgement.auth.admitted) {
    judgement.reply = Challenge(judgement.auth);
  } else {
    judgement.reply = service_.proxy ? ProxyReply(request)
                                     : Next(*script, request, judgement.asked);
    for (const auto& header : judgement.auth.headers) {
      judgement.reply.headers.push_back(header);
    }
  }
  board_.CountReply(host_.name, judgement.reply.status);
  return judgement;
}

}  // namespace fake
