// SPDX-License-Identifier: Apache-2.0

#include "autodiscover/json.h"

#include <nlohmann/json.hpp>

namespace autodiscover {
namespace {

using Json = nlohmann::ordered_json;

Json ToJson(const DnsFact& fact) {
  Json json = {{"name", fact.name},
               {"type", fact.type},
               {"rcode", fact.rcode},
               {"answers", fact.answers}};
  if (!fact.aliases.empty()) {
    json["aliases"] = fact.aliases;
  }
  if (fact.ttl.count() > 0) {
    json["ttl"] = fact.ttl.count();
  }
  return json;
}

Json ToJson(const TlsFacts& tls) {
  Json chain = Json::array();
  for (const CertificateFact& certificate : tls.chain) {
    chain.push_back({{"subject", certificate.subject},
                     {"issuer", certificate.issuer},
                     {"names", certificate.names},
                     {"not_before", UtcText(certificate.not_before)},
                     {"not_after", UtcText(certificate.not_after)},
                     {"sha256", certificate.sha256}});
  }
  return {{"version", tls.version},
          {"cipher", tls.cipher},
          {"verdict", tls.verdict},
          {"chain", chain}};
}

Json ToJson(const HttpFacts& http) {
  Json headers = Json::array();
  for (const auto& [name, value] : http.headers) {
    headers.push_back({{"name", name}, {"value", value}});
  }
  return {{"method", http.method},
          {"url", http.url},
          {"content_type", http.content_type},
          {"headers", headers},
          {"request_bytes", http.request_bytes},
          {"answer_bytes", http.answer_bytes}};
}

// Nothing when the network was not asked.
void AddFacts(const Facts& facts, Json& json) {
  Json dns = Json::array();
  for (const DnsFact& fact : facts.dns) {
    dns.push_back(ToJson(fact));
  }
  if (!dns.empty()) {
    json["dns"] = dns;
  }
  if (facts.tls) {
    json["tls"] = ToJson(*facts.tls);
  }
  if (facts.http) {
    json["http"] = ToJson(*facts.http);
    json["reused_connection"] = facts.reused;
  }
}

Json ToJson(const Attempt& attempt) {
  Json json = {{"source", ToString(attempt.source)},
               {"action", attempt.action},
               {"succeeded", attempt.succeeded},
               {"stage", ToString(attempt.stage)},
               {"reason", attempt.reason},
               {"secret_sent", attempt.secret_sent},
               {"ahead_of_turn", attempt.ahead_of_turn},
               {"started_ms", attempt.started.count()},
               {"finished_ms", attempt.finished.count()}};
  if (attempt.parent >= 0) {
    json["parent"] = attempt.parent;
  }
  if (attempt.bearer) {
    json["bearer"] = {{"authorization_uri", attempt.bearer->authorization_uri},
                      {"tenant", attempt.bearer->tenant},
                      {"client_id", attempt.bearer->client_id},
                      {"realm", attempt.bearer->realm}};
  }
  if (attempt.auth_scheme) {
    json["auth_scheme"] = ToString(*attempt.auth_scheme);
  }
  if (attempt.failure) {
    json["failure"] = ToString(*attempt.failure);
  }
  if (attempt.mender) {
    json["mender"] = ToString(*attempt.mender);
    json["rule"] = attempt.rule;
  }
  if (attempt.status) {
    json["status"] = *attempt.status;
  }
  if (!attempt.advice.empty()) {
    json["advice"] = attempt.advice;
  }
  if (!attempt.peer_address.empty()) {
    json["peer_address"] = attempt.peer_address;
  }
  AddFacts(attempt.facts, json);
  return json;
}

Json ErrorsOf(const Settings& settings) {
  Json errors = Json::array();
  for (const SettingError& error : settings.setting_errors) {
    errors.push_back({{"setting", error.setting},
                      {"code", error.code},
                      {"message", error.message}});
  }
  return errors;
}

// What was said of Wanted::users.
Json UsersOf(const Outcome& outcome) {
  Json users = Json::array();
  for (const UserAnswer& answer : outcome.users) {
    Json user = {{"address", answer.address},
                 {"found", answer.settings.has_value()}};
    if (answer.settings) {
      user["ews_url"] = answer.settings->ews_url;
      user["smtp_address"] = answer.settings->smtp_address;
      user["display_name"] = answer.settings->display_name;
      user["settings"] = answer.settings->named;
      user["setting_errors"] = ErrorsOf(*answer.settings);
    } else {
      user["error"] = answer.error;
      user["message"] = answer.message;
      user["redirect"] = answer.redirect;
    }
    users.push_back(user);
  }
  return users;
}

// What only SOAP gives.
void AddCollections(const Settings& settings, Json& json) {
  Json connections = Json::object();
  for (const auto& [name, hosts] : settings.connections) {
    for (const ProtocolConnection& host : hosts) {
      Json entry = {{"host", host.host}, {"encryption", host.encryption}};
      if (host.port) {
        entry["port"] = *host.port;
      }
      connections[name].push_back(entry);
    }
  }
  json["connections"] = connections;
  Json clients = Json::array();
  for (const WebAccess& client : settings.web_access) {
    clients.push_back({{"url", client.url},
                       {"authentication", client.authentication},
                       {"internal", client.internal}});
  }
  json["web_access"] = clients;
  json["setting_errors"] = ErrorsOf(settings);
  if (settings.server_version) {
    const ServerVersion& version = *settings.server_version;
    json["server_version"] = {{"major", version.major},
                              {"minor", version.minor},
                              {"major_build", version.major_build},
                              {"minor_build", version.minor_build},
                              {"schema", version.schema}};
  }
}

void AddResult(const Outcome& outcome, const Settings& settings, Json& json) {
  json["ews_url"] = settings.ews_url;
  json["mapi_url"] = settings.mapi_url;
  json["mapi_address_book_url"] = settings.mapi_address_book_url;
  json["activesync_url"] = settings.activesync_url;
  json["smtp_address"] = settings.smtp_address;
  json["display_name"] = settings.display_name;
  json["source"] = ToString(outcome.source);
  json["trust"] = ToString(outcome.trust);
  json["protocol"] = ToString(outcome.protocol);
  json["url"] = outcome.url;
  json["address"] = outcome.address;
  Json protocols = Json::array();
  for (const ProtocolSettings& block : settings.protocols) {
    protocols.push_back({{"type", block.type}, {"values", block.values}});
  }
  json["protocols"] = protocols;
  Json mailboxes = Json::array();
  for (const AlternativeMailbox& mailbox : settings.mailboxes) {
    mailboxes.push_back({{"type", mailbox.type},
                         {"display_name", mailbox.display_name},
                         {"smtp_address", mailbox.smtp_address},
                         {"owner_smtp_address", mailbox.owner_smtp_address},
                         {"legacy_dn", mailbox.legacy_dn},
                         {"server", mailbox.server}});
  }
  json["mailboxes"] = mailboxes;
  json["public_folder_address"] = settings.public_folder_address;
  json["settings"] = settings.named;
  json["v2"] = settings.v2;
  AddCollections(settings, json);
}

Json ObjectOf(const Outcome& outcome) {
  Json json = {{"schema", "autodiscover-outcome/1"},
               {"found", outcome.settings.has_value()}};
  if (outcome.settings) {
    AddResult(outcome, *outcome.settings, json);
  }
  if (outcome.error) {
    json["error"] = {{"kind", ToString(outcome.error->code)},
                     {"message", outcome.error->message}};
  }
  if (!outcome.users.empty()) {
    json["users"] = UsersOf(outcome);
  }
  json["elapsed_ms"] = outcome.elapsed.count();
  if (outcome.deciding >= 0) {
    json["deciding"] = outcome.deciding;
  }
  Json attempts = Json::array();
  for (const Attempt& attempt : outcome.attempts) {
    attempts.push_back(ToJson(attempt));
  }
  json["attempts"] = attempts;
  return json;
}

std::string Written(const Outcome& outcome, int indent) {
  // Server text need not be UTF-8; JSON must.
  return ObjectOf(outcome).dump(indent, ' ', false,
                                Json::error_handler_t::replace) +
         "\n";
}

}  // namespace

std::string ToJson(const Outcome& outcome) { return Written(outcome, 2); }

std::string ToJsonLine(const Outcome& outcome) { return Written(outcome, -1); }

}  // namespace autodiscover
