// SPDX-License-Identifier: Apache-2.0

#include "http/service_behaviour.h"

#include <algorithm>

#include "http/answering.h"
#include "http/text.h"

namespace fake {
namespace {

bool PathMatches(const Match& match, const Request& request) {
  if (match.path.empty()) {
    return EndpointOf(request.path) != Endpoint::kOther;
  }
  return match.path_exact ? match.path == request.path
                          : EqualsIgnoringCase(match.path, request.path);
}

bool HeadersMatch(const HeaderList& wanted, const HeaderList& headers) {
  return std::ranges::all_of(wanted, [&headers](const auto& header) {
    const auto value = FindHeader(headers, header.first);
    return value && EqualsIgnoringCase(*value, header.second);
  });
}

}  // namespace

bool Matches(const Match& match, const Request& request, const Asked& asked) {
  return PathMatches(match, request) &&
         (match.method.empty() ||
          EqualsIgnoringCase(match.method, request.method)) &&
         (match.protocol.empty() ||
          match.protocol == ToString(asked.protocol)) &&
         HeadersMatch(match.headers, request.headers) &&
         request.body.find(match.body) != std::string::npos;
}

ServiceBehaviour::ServiceBehaviour(const World& world, const Host& host,
                                   const Service& service, Directory& directory)
    : world_(world),
      host_(host),
      open_(no_auth_, directory, host.name),
      own_(service.auth, directory, host.name) {
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

ServiceBehaviour::Script* ServiceBehaviour::Find(const Request& request,
                                                 const Asked& asked) {
  for (Script& script : scripts_) {
    const bool hit = script.match != nullptr
                         ? Matches(*script.match, request, asked)
                         : EndpointOf(request.path) != Endpoint::kOther;
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
      return MakeReply(answer, occasion);
    }
  }
}

Judgement ServiceBehaviour::Judge(const Request& request,
                                  Negotiation& connection) {
  Judgement judgement;
  judgement.asked = ReadAsked(request);
  Script* script = Find(request, judgement.asked);
  judgement.auth =
      (script != nullptr ? *script->gate : open_).Judge(request, connection);
  if (script == nullptr) {
    judgement.reply = NotFound();
  } else if (!judgement.auth.admitted) {
    judgement.reply = Challenge(judgement.auth);
  } else {
    judgement.reply = Next(*script, request, judgement.asked);
    for (const auto& header : judgement.auth.headers) {
      judgement.reply.headers.push_back(header);
    }
  }
  return judgement;
}

}  // namespace fake
