// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/recording.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "autodiscover/version.h"

#include "tools/autodiscover/adapter_command.h"
#include "tools/autodiscover/body_text.h"

namespace autodiscover::tools {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kField = "_autodiscover";

// Of a URL that the engine has normalised.
struct Place {
  bool tls = false;
  std::string host;
  int port = 0;
  bool operator<(const Place& other) const {
    return std::pair(host, port) < std::pair(other.host, other.port);
  }
};

Place PlaceOf(const std::string& url) {
  Place place{.tls = url.starts_with("https:")};
  const std::size_t start = url.find("//") + 2;
  place.host = url.substr(start, url.find_first_of("/?", start) - start);
  place.port = place.tls ? 443 : 80;
  const std::size_t colon = place.host.rfind(':');
  if (colon != std::string::npos && !place.host.ends_with(']')) {
    place.port = std::stoi(place.host.substr(colon + 1));
    place.host.resize(colon);
  }
  return place;
}

// HAR's clock begins in the year 2000: the day is nobody's business.
std::string Started(std::chrono::milliseconds time) {
  constexpr std::chrono::sys_days kBeginning =
      std::chrono::year{2000} / std::chrono::January / 1;
  const auto whole = std::chrono::floor<std::chrono::seconds>(time);
  std::string text = UtcText(kBeginning + whole);
  text.pop_back();
  std::string fraction = std::to_string((time - whole).count());
  return text + "." + fraction.insert(0, 3 - fraction.size(), '0') +
         "000+00:00";
}

Json Pairs(const Observed::Headers& headers) {
  Json pairs = Json::array();
  for (const auto& [name, value] : headers) {
    pairs.push_back({{"name", name}, {"value", value}});
  }
  return pairs;
}

// What is no UTF-8 goes as Base64, so that no byte is lost.
void AddText(const std::string& body, Json& part) {
  BodyText written = TextOfBody(body);
  part["text"] = std::move(written.text);
  if (written.base64) {
    part["encoding"] = "base64";
  }
}

std::string Value(const Observed::Headers& headers, const std::string& name) {
  const auto found = std::ranges::find_if(headers, [&name](const auto& header) {
    return std::ranges::equal(header.first, name, [](char a, char b) {
      return std::tolower(static_cast<unsigned char>(a)) == b;
    });
  });
  return found == headers.end() ? "" : found->second;
}

// As they went out; of a login its way alone.
Json RequestOf(const Observed& seen) {
  Observed::Headers headers = {{"Host", PlaceOf(seen.url).host}};
  headers.insert(headers.end(), seen.request_headers.begin(),
                 seen.request_headers.end());
  if (seen.login) {
    std::string scheme(ToString(*seen.login));
    scheme[0] = static_cast<char>(
        std::toupper(static_cast<unsigned char>(scheme.front())));
    headers.emplace_back("Authorization", scheme + " -");
  }
  Json request = {
      {"method", seen.method},     {"url", seen.url},
      {"httpVersion", "HTTP/1.1"}, {"cookies", Json::array()},
      {"headers", Pairs(headers)}, {"queryString", Json::array()},
      {"headersSize", -1},         {"bodySize", seen.request_body.size()}};
  if (!seen.request_body.empty()) {
    Json body = {{"mimeType", Value(headers, "content-type")},
                 {"params", Json::array()}};
    AddText(seen.request_body, body);
    request["postData"] = body;
  }
  return request;
}

Json ResponseOf(const Observed& seen) {
  Json content = {{"size", seen.answer_body.size()},
                  {"mimeType", Value(seen.answer_headers, "content-type")}};
  AddText(seen.answer_body, content);
  return {{"status", seen.status.value_or(0)},
          {"statusText", ""},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", Json::array()},
          {"headers", Pairs(seen.answer_headers)},
          {"content", content},
          {"redirectURL", Value(seen.answer_headers, "location")},
          {"headersSize", -1},
          {"bodySize", seen.answer_body.size()}};
}

Json Entry(const Observed& seen, int connection) {
  Json own = {{"connection", connection}};
  if (!seen.status) {
    own["ended"] = seen.timed_out ? "no-reply" : "cut";
  }
  return {{"startedDateTime", Started(seen.started)},
          {"time", 0},
          {"request", RequestOf(seen)},
          {"response", ResponseOf(seen)},
          {"cache", Json::object()},
          {"timings", {{"send", 0}, {"wait", 0}, {"receive", 0}}},
          {"connection", std::to_string(connection)},
          {kField, own}};
}

// `NAME TYPE DATA`, with the aliases on the way.
Json DnsOf(const DnsFact& fact, std::chrono::milliseconds time) {
  Json answers = Json::array();
  std::string owner = fact.name;
  for (const std::string& alias : fact.aliases) {
    answers.push_back(owner + " CNAME " + alias);
    owner = alias;
  }
  for (const std::string& data : fact.answers) {
    answers.push_back(owner + " " + fact.type + " " + data);
  }
  return {{"t_ms", time.count()},
          {"name", fact.name},
          {"type", fact.type},
          {"rcode", fact.rcode == "timed out" ? "silent" : fact.rcode},
          {"answers", answers},
          {"transport", "udp"}};
}

Json CertificateOf(const TlsFacts& tls) {
  Json json = {
      {"verdict", tls.verdict == "invalid" ? "unknown-ca" : tls.verdict}};
  if (!tls.chain.empty()) {
    const CertificateFact& own = tls.chain.front();
    json["subject"] = own.subject;
    json["issuer"] = own.issuer;
    json["names"] = own.names;
    json["not_before"] = UtcText(own.not_before).substr(0, 10);
    json["not_after"] = UtcText(own.not_after).substr(0, 10);
  }
  return json;
}

// Numbers the connections, and tells of each what HAR has no place for.
class Connections {
 public:
  // The number of the connection that `seen` went over; 0: there was none.
  int NumberOf(const Observed& seen) {
    // Before the port answered nothing can be told of it. One that is closed is
    // one that the host does not have.
    if (seen.method.empty() || seen.stage == Stage::kDns ||
        seen.stage == Stage::kPolicy ||
        (seen.stage == Stage::kConnect && !seen.timed_out)) {
      return 0;
    }
    const Place place = PlaceOf(seen.url);
    const auto key = std::pair(place, seen.facts.local_port);
    if (seen.facts.local_port != 0 && numbers_.contains(key)) {
      return numbers_.at(key);
    }
    const int number = static_cast<int>(list_.size()) + 1;
    numbers_[key] = number;
    list_.push_back(ConnectionOf(seen, place, number));
    return number;
  }

  [[nodiscard]] const Json& list() const { return list_; }

 private:
  static Json ConnectionOf(const Observed& seen, const Place& place,
                           int number) {
    Json json = {{"t_ms", seen.started.count()},
                 {"number", number},
                 {"host", place.host},
                 {"port", place.port},
                 {"address", seen.peer_address}};
    const bool stands = seen.stage > Stage::kTls;
    const auto& tls = seen.facts.tls;
    const bool shown = tls && !tls->verdict.empty();
    if (!stands && !shown) {
      json["met"] = seen.timed_out ? "silent" : "reset";
    }
    if (place.tls) {
      json["tls"] = true;
      json["sni"] = place.host;
      json["tls_ok"] = stands;
      json["tls_version"] = tls ? tls->version : "";
      if (shown) {
        json["certificate"] = CertificateOf(*tls);
      }
    }
    json["closed_by"] = stands || shown ? "client" : "reset";
    return json;
  }

  std::map<std::pair<Place, int>, int> numbers_;
  Json list_ = Json::array();
};

// The options as a scenario names them.
Json ClientOf(const DiscoverOptions& options) {
  Json client = {{"username", options.username.empty() ? options.address
                                                       : options.username}};
  if (!options.allow_redirect_to.empty()) {
    client["allow_redirect_to"] = options.allow_redirect_to;
  }
  if (!options.v2_hosts.empty()) {
    client["v2_hosts"] = options.v2_hosts;
  }
  if (!options.endpoint.empty()) {
    client["endpoint"] = options.endpoint;
  }
  constexpr std::array kProtocols = {"pox", "soap", "mobilesync", "v2"};
  if (std::ranges::find(kProtocols, options.protocol) != kProtocols.end()) {
    client["protocol"] = options.protocol;
  }
  if (options.wanted.size() == 1 &&
      options.wanted.front().find(':') == std::string::npos) {
    client["want"] = options.wanted.front();
  }
  return client;
}

Json OutcomeOf(const Outcome& outcome) {
  if (!outcome.settings) {
    return {{"outcome",
             outcome.error ? AdapterOutcome(outcome.error->code) : "error"}};
  }
  Json json = {{"outcome", "found"}};
  for (const auto& [name, url] :
       {std::pair{"ews_url", outcome.settings->ews_url},
        std::pair{"mapi_url", outcome.settings->mapi_url},
        std::pair{"activesync_url", outcome.settings->activesync_url}}) {
    if (!url.empty()) {
      json[name] = url;
    }
  }
  json["address"] = outcome.address;
  return json;
}

}  // namespace

std::string RawTrace(const DiscoverOptions& options, const Outcome& outcome,
                     const std::vector<Observed>& seen,
                     const std::vector<std::string>& secrets) {
  Connections connections;
  Json entries = Json::array();
  Json dns = Json::array();
  std::vector<DnsFact> told;
  for (const Observed& one : seen) {
    for (const DnsFact& fact : one.facts.dns) {
      if (std::ranges::find(told, fact) == told.end()) {
        told.push_back(fact);
        dns.push_back(DnsOf(fact, one.started));
      }
    }
    const int connection = connections.NumberOf(one);
    if (connection > 0 && one.stage > Stage::kTls) {
      entries.push_back(Entry(one, connection));
    }
  }
  const Json own = {{"format", "autodiscover-trace/1"},
                    {"address", options.address},
                    {"origin", {{"client", "autodiscover discover"}}},
                    {"client", ClientOf(options)},
                    {"outcome", OutcomeOf(outcome)},
                    {"dns", dns},
                    {"connections", connections.list()}};
  const Json trace = {
      {"log",
       {{"version", "1.2"},
        {"creator", {{"name", "autodiscover"}, {"version", kVersion}}},
        {"entries", entries},
        {kField, own}}}};
  return Json{{"secrets", secrets}, {"trace", trace}}.dump(
             -1, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace autodiscover::tools
