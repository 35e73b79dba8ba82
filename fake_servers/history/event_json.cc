// SPDX-License-Identifier: Apache-2.0

#include "history/event_json.h"

#include <cmath>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

namespace fake {
namespace {

// Fields keep the order in which they are written here.
using Json = nlohmann::ordered_json;

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Absent fields are left out, never null or empty.
void AddText(Json& json, const char* name, const std::string& text) {
  if (!text.empty()) {
    json[name] = text;
  }
}

void AddFaults(Json& json, const std::vector<std::string>& faults) {
  if (!faults.empty()) {
    json["faults"] = faults;
  }
}

void AddPlace(Json& json, const Place& place) {
  if (place.connection != 0) {
    json["connection"] = place.connection;
  }
  AddText(json, "host", place.host);
  json["port"] = place.port;
}

void AddHeaders(
    Json& json,
    const std::vector<std::pair<std::string, std::string>>& headers) {
  Json list = Json::array();
  for (const auto& [name, value] : headers) {
    list.push_back(Json::array({name, value}));
  }
  json["headers"] = std::move(list);
}

void Add(Json& json, const DnsEvent& event) {
  json["kind"] = "dns";
  json["transport"] = event.transport;
  json["name"] = event.name;
  json["type"] = event.type;
  json["edns"] = event.edns;
  json["rcode"] = event.rcode;
  json["answers"] = event.answers;
  AddFaults(json, event.faults);
}

void Add(Json& json, const ConnectEvent& event) {
  json["kind"] = "connect";
  AddPlace(json, event.place);
  json["address"] = event.address;
  AddText(json, "fault", event.fault);
}

void Add(Json& json, const TlsEvent& event) {
  json["kind"] = "tls";
  AddPlace(json, event.place);
  AddText(json, "sni", event.sni);
  json["ok"] = event.ok;
  AddText(json, "version", event.version);
  AddText(json, "alpn", event.alpn);
  json["resumed"] = event.resumed;
  AddText(json, "alert", event.alert);
  AddText(json, "reason", event.reason);
  AddFaults(json, event.faults);
}

void Add(Json& json, const RequestEvent& event) {
  json["kind"] = "request";
  AddPlace(json, event.place);
  json["tls"] = event.tls;
  json["method"] = event.method;
  json["target"] = event.target;
  json["path"] = event.path;
  AddText(json, "query", event.query);
  AddText(json, "http_host", event.http_host);
  AddHeaders(json, event.headers);
  AddText(json, "body", event.body);
  json["body_bytes"] = event.body_bytes;
  json["protocol"] = event.protocol;
  AddText(json, "address", event.address);
  json["auth"] = event.auth;
  json["credential"] = event.credential;
  AddText(json, "leg", event.leg);
  AddText(json, "user", event.user);
  if (event.unmatched) {
    Json unmatched = Json::object();
    AddText(unmatched, "nearest", event.nearest);
    AddText(unmatched, "difference", event.difference);
    json["unmatched"] = std::move(unmatched);
  }
}

void Add(Json& json, const ReplyEvent& event) {
  json["kind"] = "reply";
  AddPlace(json, event.place);
  json["request"] = event.request;
  if (event.status != 0) {
    json["status"] = event.status;
  }
  AddText(json, "reply", event.reply);
  json["ews"] = event.ews;
  AddText(json, "location", event.location);
  AddHeaders(json, event.headers);
  json["bytes"] = event.bytes;
  AddText(json, "fault", event.fault);
}

void Add(Json& json, const LdapEvent& event) {
  json["kind"] = "ldap";
  AddPlace(json, event.place);
  json["tls"] = event.tls;
  json["operation"] = event.operation;
  AddText(json, "method", event.method);
  AddText(json, "user", event.user);
  AddText(json, "credential", event.credential);
  if (event.operation == "search") {
    json["base"] = event.base;
    json["scope"] = event.scope;
    json["filter"] = event.filter;
    json["attributes"] = event.attributes;
    json["entries"] = event.entries;
  }
  if (event.result) {
    json["result"] = *event.result;
  }
  AddText(json, "fault", event.fault);
}

void Add(Json& json, const CloseEvent& event) {
  json["kind"] = "close";
  AddPlace(json, event.place);
  json["by"] = event.by;
  json["bytes_in"] = event.bytes_in;
  json["bytes_out"] = event.bytes_out;
  AddText(json, "unread", event.unread);
  AddText(json, "fault", event.fault);
}

void Add(Json& json, const SecretEvent& event) {
  json["kind"] = event.is_address ? "address" : "secret";
  AddPlace(json, event.place);
  json["tls"] = event.tls;
  json["event"] = event.event;
  json["where"] = event.where;
  json["form"] = event.form;
  json["fingerprint"] = event.fingerprint;
}

}  // namespace

std::string EventToJson(std::int64_t seq, double t_ms, const Event& event,
                        double rtt_ms) {
  Json json;
  json["seq"] = seq;
  // Microseconds are all that a clock of ours can tell.
  json["t_ms"] = std::round(t_ms * 1000) / 1000;
  if (rtt_ms > 0) {
    json["round_trips"] = std::round(t_ms / rtt_ms * 100) / 100;
  }
  std::visit([&json](const auto& known) { Add(json, known); }, event);
  return Dump(json);
}

std::string QuoteJson(const std::string& text) { return Dump(Json(text)); }

}  // namespace fake
