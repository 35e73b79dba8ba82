// SPDX-License-Identifier: Apache-2.0

#include "ldap/ldap_session.h"

#include <array>
#include <utility>

#include "auth/encoding.h"
#include "history/found_secrets.h"
#include "ldap/reply.h"
#include "wire/reply_fault.h"

namespace fake {
namespace {

constexpr std::string_view kStartTls = "1.3.6.1.4.1.1466.20037";

int Number(LdapCode code) { return static_cast<int>(code); }

const char* ScopeName(SearchScope scope) {
  switch (scope) {
    case SearchScope::kBase:
      return "base";
    case SearchScope::kOne:
      return "one";
    case SearchScope::kSubtree:
      return "sub";
    case SearchScope::kOther:
      break;
  }
  return "other";
}

}  // namespace

// What came of a request, and what to do after it.
struct LdapSession::Answer {
  enum class Then { kGoOn, kStartTls, kEnd };
  LdapEvent event;
  std::string bytes;
  Then then = Then::kGoOn;
  bool is_search = false;  // Which the world's fault and delay are for.
};

LdapSession::Answer LdapSession::OnBind(int id, const BindRequest& bind) {
  Answer answer;
  answer.event.operation = "bind";
  answer.event.user = bind.name;
  answer.event.credential = "none";
  logged_in_ = false;
  LdapResult result;
  if (!bind.simple) {
    answer.event.method = "sasl " + bind.mechanism;
    result = {.code = Number(LdapCode::kAuthMethodNotSupported),
              .text = "only simple binds are known here"};
  } else if (bind.password.empty()) {
    answer.event.method = "anonymous";
  } else {
    answer.event.method = "simple";
    logged_in_ = context_.directory.access != LdapAccess::kNobody &&
                 context_.accounts.Admits(
                     {bind.name}, [&bind](const std::string& password) {
                       return SameSecret(password, bind.password);
                     });
    answer.event.credential = logged_in_ ? "accepted" : "rejected";
    if (!logged_in_) {
      result = {.code = Number(LdapCode::kInvalidCredentials),
                .text = "the name or the password is wrong"};
    }
  }
  if (context_.directory.access == LdapAccess::kNobody) {
    result.code = Number(LdapCode::kInvalidCredentials);
  }
  answer.event.result = result.code;
  answer.bytes = ResultMessage(id, LdapReplyKind::kBind, result);
  return answer;
}

bool LdapSession::MayRead(const SearchRequest& search) const {
  return AsksForRoot(search) || logged_in_ ||
         context_.directory.access == LdapAccess::kAnyone;
}

LdapSession::Answer LdapSession::OnSearch(int id,
                                          const SearchRequest& search) const {
  Answer answer;
  answer.is_search = true;
  answer.event.operation = "search";
  answer.event.base = search.base;
  answer.event.scope = ScopeName(search.scope);
  answer.event.filter = ToString(search.filter);
  answer.event.attributes = search.attributes;
  const LdapDirectory& directory = context_.directory;
  Tree::Found found;
  if (!MayRead(search)) {
    found.result = {.code = Number(LdapCode::kOperationsError),
                    .text = "a successful bind is needed before this search"};
  } else if (AsksForRoot(search)) {
    found = context_.tree.Search(search);
  } else if (directory.result != 0) {
    found.result = {.code = directory.result, .text = "as the world wants it"};
  } else if (!directory.referral.empty()) {
    found.result = {.code = Number(LdapCode::kReferral),
                    .referral = directory.referral};
  } else {
    found = context_.tree.Search(search);
    if (!directory.references.empty()) {
      answer.bytes = ReferenceMessage(id, directory.references);
    }
  }
  for (const Entry& entry : found.entries) {
    answer.bytes += EntryMessage(id, entry, search.types_only);
  }
  answer.bytes += ResultMessage(id, LdapReplyKind::kSearchDone, found.result);
  answer.event.entries = found.entries.size();
  answer.event.result = found.result.code;
  return answer;
}

LdapSession::Answer LdapSession::OnExtended(
    int id, const ExtendedRequest& request) const {
  Answer answer;
  LdapResult result;
  if (request.name != kStartTls) {
    answer.event.operation = "other";
    result = {.code = Number(LdapCode::kProtocolError),
              .text = "this operation is not known here"};
  } else {
    answer.event.operation = "start-tls";
    if (context_.tls == nullptr || context_.tls->context == nullptr ||
        connection_.tls()) {
      result = {.code = Number(LdapCode::kUnavailable),
                .text = "there is no certificate for TLS"};
    } else {
      answer.then = Answer::Then::kStartTls;
    }
  }
  answer.event.result = result.code;
  answer.bytes = ResultMessage(id, LdapReplyKind::kExtended, result);
  return answer;
}

LdapSession::Answer LdapSession::Respond(const LdapRequest& request) {
  if (const auto* bind = std::get_if<BindRequest>(&request.operation)) {
    return OnBind(request.id, *bind);
  }
  if (const auto* search = std::get_if<SearchRequest>(&request.operation)) {
    return OnSearch(request.id, *search);
  }
  if (const auto* extended = std::get_if<ExtendedRequest>(&request.operation)) {
    return OnExtended(request.id, *extended);
  }
  Answer answer;
  answer.event.operation = "other";
  if (std::holds_alternative<UnbindRequest>(request.operation)) {
    answer.event.operation = "unbind";
    answer.then = Answer::Then::kEnd;
  } else if (std::holds_alternative<OtherRequest>(request.operation)) {
    answer.then = Answer::Then::kEnd;  // Nobody changes anything here.
  }
  return answer;
}

void LdapSession::WriteDown(LdapEvent event, std::string_view raw) {
  event.place = connection_.place();
  event.tls = connection_.tls();
  const auto secrets = context_.secrets.FindEach(raw);
  if (!secrets.empty()) {
    for (std::string* text : {&event.user, &event.base, &event.filter}) {
      *text = context_.secrets.Redact(*text);
    }
    for (std::string& name : event.attributes) {
      name = context_.secrets.Redact(name);
    }
  }
  SecretEvent found = {.place = connection_.place(),
                       .tls = connection_.tls(),
                       .where = event.operation};
  // A bind over TLS is the one place where a directory is told a login.
  const bool named_in_place = found.tls && event.operation == "bind";
  found.event = context_.transcript.Record(std::move(event));
  RecordFound(context_.transcript, secrets, found);
  if (!named_in_place) {
    RecordAddresses(context_.transcript, context_.secrets.FindAddresses(raw),
                    found);
  }
}

bool LdapSession::Answered(std::string_view message) {
  const auto request = ReadLdapRequest(message);
  if (!request) {
    connection_.Close(message);
    return false;
  }
  Answer answer = Respond(*request);
  const ReplyFault fault =
      answer.is_search ? context_.directory.fault : ReplyFault();
  answer.event.fault = FaultName(fault);
  if (std::holds_alternative<NeverAnswer>(fault)) {
    answer.event.result.reset();
  }
  WriteDown(std::move(answer.event), message);
  if (answer.is_search && !connection_.Wait(OnOurClock(context_.directory.delay,
                                                       context_.clock_rate))) {
    return false;
  }
  const SendPlan plan =
      WithFault(fault, {.body = answer.bytes.size()}, {}, context_.clock_rate);
  if (const auto* garbage = std::get_if<Garbage>(&fault)) {
    answer.bytes = GarbageOf(garbage->bytes);
  }
  if (!answer.bytes.empty() &&
      !(connection_.RoundTrip() && connection_.Send(answer.bytes, plan))) {
    return false;
  }
  if (answer.then == Answer::Then::kStartTls) {
    return connection_.StartTls(*context_.tls);
  }
  return answer.then == Answer::Then::kGoOn;
}

void LdapSession::Serve() {
  constexpr std::size_t kBlock = 4096;
  std::array<char, kBlock> block;
  std::string received;
  for (;;) {
    const auto length = MessageLength(received);
    if (!length) {
      break;
    }
    if (*length != 0 && received.size() >= *length) {
      if (!Answered(std::string_view(received).substr(0, *length))) {
        received.clear();
        break;
      }
      received.erase(0, *length);
      continue;
    }
    const std::size_t got = connection_.Read(block);
    if (got == 0) {
      break;
    }
    received.append(block.data(), got);
  }
  connection_.Close(received);
}

}  // namespace fake
