// SPDX-License-Identifier: Apache-2.0

#include "world/service_reader.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "world/auth_reader.h"
#include "world/fault_reader.h"
#include "world/scalars.h"
#include "world/script_reader.h"
#include "world/tcp_reader.h"
#include "world/tls_reader.h"

namespace fake {
namespace {

void ReadMethod(const Cursor& at, Match& match) {
  const auto method = ReadText(at);
  if (!method) {
    return;
  }
  const bool capital = std::ranges::none_of(
      *method, [](char c) { return c >= 'a' && c <= 'z'; });
  if (!IsToken(*method) || !capital) {
    at.Complain("must be an HTTP method in capitals, such as POST");
  }
  match.method = *method;
}

void ReadMatchPath(const Cursor& at, Match& match) {
  auto path = ReadText(at);
  if (!path) {
    return;
  }
  match.path_exact = path->starts_with('=');
  path->erase(0, match.path_exact ? 1 : 0);
  if (!path->starts_with('/')) {
    at.Complain("must begin with `/`, or with `=/` for the exact case");
  }
  match.path = *std::move(path);
}

void ReadProtocol(const Cursor& at, Match& match) {
  static const Words<std::string> known = {{"pox", "pox"},
                                           {"soap", "soap"},
                                           {"mobilesync", "mobilesync"},
                                           {"v2", "v2"},
                                           {"none", "none"}};
  Store(ReadWord(at, known), match.protocol);
}

void ReadMatch(const Cursor& at, Match& match) {
  const SeenFields seen =
      ReadFields(at, "a map that says which requests", MatchFields(), match);
  if (at.is_map() && at.node().entries.empty()) {
    at.Complain("would match everything: give at least one of " +
                Allowed("", NamesOf(MatchFields())));
  }
}

void ReadRoutes(const Cursor& at, Service& service) {
  at.ForEachItem("a list of routes", [&service](const Cursor& item) {
    RouteDraft draft;
    const SeenFields seen = ReadFields(item, "a map with `match` and an answer",
                                       RouteFields(), draft);
    if (!item.is_map()) {
      return;
    }
    if (!seen.contains("match")) {
      item.Complain("`match` is missing: which requests the route is for");
    }
    const bool answers = std::ranges::any_of(
        AnswersFields(),
        [&seen](const auto& field) { return seen.contains(field.name); });
    if (!answers) {
      item.Complain(
          "an answer is missing: a reply, status, body, location, "
          "fault or script");
    }
    draft.route.script = FinishAnswers(item, seen, std::move(draft.answers));
    service.routes.push_back(std::move(draft.route));
  });
}

// Says of every field but those that have a meaning why it has none.
void ComplainOfAllBut(const std::set<std::string>& meaningful,
                      const SeenFields& seen, const std::string& why) {
  for (const auto& [name, place] : seen) {
    if (!meaningful.contains(name)) {
      place.ComplainOfKey("has no meaning beside " + why);
    }
  }
}

// On a port where nothing is ever answered only `tcp` has a meaning.
void CheckTcp(const SeenFields& seen, TcpBehaviour tcp) {
  if (tcp != TcpBehaviour::kAccept) {
    ComplainOfAllBut(
        {"tcp"}, seen,
        "`tcp: " + seen.at("tcp").text() + "`: nothing is ever answered there");
  }
}

// A proxy has no answers of its own, and its clients speak to it in clear.
void CheckProxy(const SeenFields& seen, const Service& service) {
  if (!service.proxy) {
    return;
  }
  ComplainOfAllBut({"proxy", "auth", "tcp", "tls"}, seen,
                   "`proxy: true`: the hosts behind it answer");
  if (service.tls) {
    seen.at("proxy").Complain(
        "must be on a port without TLS; write `tls: none` beside it");
  }
}

}  // namespace

const FieldTable<Match>& MatchFields() {
  static const FieldTable<Match> table = {
      {"method", ReadMethod},
      {"path", ReadMatchPath},
      {"protocol", ReadProtocol},
      {"header",
       [](const Cursor& at, Match& out) {
         out.headers = ReadHeaders(at, HeaderLists::kNotAllowed);
       }},
      {"body",
       [](const Cursor& at, Match& out) { Store(ReadFullText(at), out.body); }},
      {"account", [](const Cursor& at,
                     Match& out) { Store(ReadFullText(at), out.account); }},
      {"when", [](const Cursor& at, Match& out) { out.when = ReadFlags(at); }},
      {"after",
       [](const Cursor& at, Match& out) { out.after = ReadAfter(at); }},
  };
  return table;
}

const FieldTable<RouteDraft>& RouteFields() {
  static const FieldTable<RouteDraft> table = [] {
    FieldTable<RouteDraft> fields = {
        {"match", [](const Cursor& at,
                     RouteDraft& out) { ReadMatch(at, out.route.match); }},
        {"auth", [](const Cursor& at,
                    RouteDraft& out) { out.route.auth = ReadAuth(at); }},
    };
    for (auto& field : Embedded(AnswersFields(), &RouteDraft::answers)) {
      fields.push_back(std::move(field));
    }
    return fields;
  }();
  return table;
}

const FieldTable<ServiceDraft>& ServiceFields() {
  static const FieldTable<ServiceDraft> table = [] {
    FieldTable<ServiceDraft> fields = {
        {"tls", [](const Cursor& at,
                   ServiceDraft& out) { out.service.tls = ReadTls(at); }},
        {"tcp",
         [](const Cursor& at, ServiceDraft& out) { ReadTcp(at, out.service); }},
        {"proxy",
         [](const Cursor& at, ServiceDraft& out) {
           Store(ReadBool(at), out.service.proxy);
         }},
        {"auth", [](const Cursor& at,
                    ServiceDraft& out) { out.service.auth = ReadAuth(at); }},
        {"routes", [](const Cursor& at,
                      ServiceDraft& out) { ReadRoutes(at, out.service); }},
    };
    for (auto& field : Embedded(AnswersFields(), &ServiceDraft::answers)) {
      fields.push_back(std::move(field));
    }
    return fields;
  }();
  return table;
}

Service ReadService(const Cursor& at, std::uint16_t port,
                    const std::optional<Tls>& by_default,
                    std::vector<Cursor>& demands) {
  ServiceDraft draft;
  draft.service.port = port;
  draft.service.tls = by_default;
  const SeenFields seen = ReadFields(at, "a map that says what listens there",
                                     ServiceFields(), draft);
  CheckTcp(seen, draft.service.tcp);
  CheckProxy(seen, draft.service);
  draft.service.script = FinishAnswers(at, seen, std::move(draft.answers));
  const auto wants_account = [](const Auth& auth) {
    return auth.demanded() && !auth.accept_nobody;
  };
  if (wants_account(draft.service.auth)) {
    demands.push_back(seen.at("auth"));
  }
  if (std::ranges::any_of(draft.service.routes, [&](const Route& route) {
        return route.auth && wants_account(*route.auth);
      })) {
    demands.push_back(seen.at("routes"));
  }
  return std::move(draft.service);
}

}  // namespace fake
