// SPDX-License-Identifier: Apache-2.0

#include "http/witness.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "history/found_secrets.h"
#include "history/letter_case.h"
#include "http/endpoint_urls.h"
#include "http/text.h"

namespace fake {
namespace {

// More of a body is searched, but not kept.
constexpr std::size_t kBodyShownMax = 64UL * 1024;

bool IsCredentialHeader(std::string_view name) {
  return EqualsIgnoringCase(name, "Authorization") ||
         EqualsIgnoringCase(name, "Proxy-Authorization");
}

bool MayNameAMailbox(std::string_view name) {
  return IsCredentialHeader(name) ||
         EqualsIgnoringCase(name, "X-AnchorMailbox");
}

// `body` as a client reads it: UTF-16 and CDATA hide a URL from a search.
std::string Legible(std::string_view body) {
  std::string text(body);
  if (text.starts_with("\xff\xfe")) {
    std::erase(text, '\0');
  }
  return ReplaceAll(ReplaceAll(text, "<![CDATA[", ""), "]]>", "");
}

}  // namespace

Witness::Witness(Transcript& transcript, const SecretFinder& secrets,
                 Place place, bool tls)
    : transcript_(transcript),
      secrets_(secrets),
      place_(std::move(place)),
      tls_(tls) {}

RequestEvent Witness::Describe(const Request& request,
                               const Judgement& judgement) const {
  RequestEvent event;
  event.place = place_;
  event.tls = tls_;
  event.method = request.method;
  event.target = request.target;
  event.path = request.path;
  event.query = request.query;
  event.http_host = request.http_host;
  event.headers = request.headers;
  for (auto& [name, value] : event.headers) {
    if (IsCredentialHeader(name)) {
      value = value.substr(0, value.find(' '));
    }
  }
  event.body = request.body.substr(0, kBodyShownMax);
  event.body_bytes = request.body.size();
  event.protocol = ToString(judgement.asked.protocol);
  event.address = judgement.asked.address();
  event.auth = judgement.auth.scheme;
  event.credential = judgement.auth.credential;
  event.leg = judgement.auth.leg;
  event.user = judgement.auth.user;
  if (judgement.unmatched) {
    event.unmatched = true;
    // The world's own words, and a password may stand in them.
    event.nearest = secrets_.Redact(judgement.unmatched->nearest);
    event.difference = secrets_.Redact(judgement.unmatched->difference);
  }
  return event;
}

void Witness::Clean(RequestEvent& event) const {
  for (std::string* text : {&event.method, &event.target, &event.path,
                            &event.query, &event.http_host, &event.body,
                            &event.address, &event.auth, &event.user}) {
    *text = secrets_.Redact(*text);
  }
  for (auto& [name, value] : event.headers) {
    name = secrets_.Redact(name);
    value = secrets_.Redact(value);
  }
}

void Witness::SawRequest(const Request& request, std::string_view raw,
                         const Judgement& judgement) {
  RequestEvent event = Describe(request, judgement);
  // A chunk's border may cut the password in two, so the body is searched too.
  const bool found =
      !secrets_.Find(raw).empty() || !secrets_.Find(request.body).empty();
  if (found) {
    Clean(event);
  }
  request_ = transcript_.Record(std::move(event));
  if (found) {
    RecordSecrets(request, raw, request_);
  }
  RecordAddressesOf(request, judgement.asked.protocol, request_);
}

SecretEvent Witness::EventIn(const std::string& where,
                             std::int64_t event) const {
  return {.place = place_, .tls = tls_, .event = event, .where = where};
}

void Witness::RecordSecrets(const Request& request, std::string_view raw,
                            std::int64_t event) {
  bool placed = false;
  const auto search = [&](std::string_view text, const std::string& where) {
    const std::vector<FoundSecret> found = secrets_.FindEach(text);
    placed = placed || !found.empty();
    RecordFound(transcript_, found, EventIn(where, event));
  };
  search(request.target, "target");
  for (const auto& [name, value] : request.headers) {
    search(value, "header " + name);
  }
  search(request.body, "body");
  // What no part of the request explains.
  if (!placed) {
    search(raw, "stream");
  }
}

// Over TLS an address has its place in what a protocol asks, and in the headers
// that are made for it.
void Witness::RecordAddressesOf(const Request& request, Protocol protocol,
                                std::int64_t event) {
  std::vector<std::pair<std::string, std::string_view>> parts;
  if (!tls_ || protocol != Protocol::kV2) {
    parts.emplace_back("target", request.target);
  }
  for (const auto& [name, value] : request.headers) {
    if (!tls_ || !MayNameAMailbox(name)) {
      parts.emplace_back("header " + name, value);
    }
  }
  if (!tls_ || protocol == Protocol::kNone) {
    parts.emplace_back("body", request.body);
  }
  std::string all;  // Each part alone costs more than it finds.
  for (const auto& [where, text] : parts) {
    all.append(text).append("\n");
  }
  if (secrets_.FindAddresses(all).empty()) {
    return;
  }
  for (const auto& [where, text] : parts) {
    RecordAddresses(transcript_, secrets_.FindAddresses(text),
                    EventIn(where, event));
  }
}

void Witness::SawReply(const Reply& reply, const SentReply& sent) {
  ReplyEvent event;
  event.place = place_;
  event.request = request_;
  event.status = sent.status;
  event.reply = reply.name;
  event.headers = sent.headers;
  event.bytes = sent.bytes;
  event.fault = sent.fault;
  event.location = FindHeader(sent.headers, "Location").value_or("");
  const std::string body = Legible(sent.body);
  event.ews = reply.name == "body" || reply.name == "raw" ? AllUrls(body)
                                                          : EndpointUrls(body);
  // A placeholder may have brought what the client sent.
  for (auto& [name, value] : event.headers) {
    value = secrets_.Redact(value);
  }
  event.location = secrets_.Redact(event.location);
  transcript_.Record(std::move(event));
}

}  // namespace fake
