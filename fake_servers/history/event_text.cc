// SPDX-License-Identifier: Apache-2.0

#include "history/event_text.h"

#include <array>
#include <cstdio>
#include <variant>
#include <vector>

#include "history/utf.h"

namespace fake {
namespace {

constexpr std::size_t kLongest = 200;

// What takes the place of one that could steer a terminal or reorder its line.
constexpr char kHidden = '?';

bool Shows(char32_t c) {
  const bool c0_or_c1 = c < 0x20 || (c >= 0x7f && c < 0xa0);
  const bool direction = (c >= 0x200b && c <= 0x200f) ||
                         (c >= 0x2028 && c <= 0x202e) ||
                         (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
  return !c0_or_c1 && !direction;
}

std::string Shown(const std::string& text) {
  std::string shown;
  std::size_t begin = 0;
  while (begin < text.size() && shown.size() < kLongest) {
    std::size_t end = begin + 1;
    while (end < text.size() &&
           (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
      ++end;
    }
    const std::string character = text.substr(begin, end - begin);
    const auto point = FromUtf8(character);
    if (point && point->size() == 1 && Shows(point->front())) {
      shown += character;
    } else {
      shown += kHidden;
    }
    begin = end;
  }
  return begin < text.size() ? shown + "…" : shown;
}

// `, ` before each part but the first; empty parts are left out.
std::string Joined(const std::vector<std::string>& parts) {
  std::string line;
  for (const std::string& part : parts) {
    if (!part.empty()) {
      line += (line.empty() ? "" : ", ") + part;
    }
  }
  return line;
}

// `name value`, or nothing without a value.
std::string Named(const std::string& name, const std::string& value) {
  return value.empty() ? "" : name + " " + value;
}

std::string At(const Place& place) {
  return place.host + ":" + std::to_string(place.port);
}

std::string Faults(const std::vector<std::string>& faults) {
  return Named("FAULT", Joined(faults));
}

// Who speaks, and what is said.
struct Line {
  std::string who;
  std::string what;
};

std::string Connection(const Place& place) {
  return "#" + std::to_string(place.connection);
}

Line LineOf(const DnsEvent& event) {
  const std::string answers = Joined(event.answers);
  return {.who = "dns",
          .what = Joined({event.type + " " + event.name + " = " +
                              (answers.empty() ? event.rcode : answers),
                          event.transport == "tcp" ? "over TCP" : "",
                          Faults(event.faults)})};
}

Line LineOf(const ConnectEvent& event) {
  return {.who = Connection(event.place),
          .what = Joined({"connect " + At(event.place) + " at " + event.address,
                          Named("FAULT", event.fault)})};
}

Line LineOf(const TlsEvent& event) {
  const std::string how =
      event.ok ? "TLS " + event.version
               : "TLS fails: " + (event.alert.empty()
                                      ? event.reason
                                      : "the client says " + event.alert);
  return {
      .who = Connection(event.place),
      .what = Joined({how, Named("for", event.sni), Named("ALPN", event.alpn),
                      event.resumed ? "resumed" : "", Faults(event.faults)})};
}

// The URL; for a proxy the target that it was given.
std::string Asked(const RequestEvent& event) {
  return event.target.starts_with("/")
             ? (event.tls ? "https://" : "http://") + event.place.host +
                   event.target
             : event.target + " at " + At(event.place);
}

Line LineOf(const RequestEvent& event) {
  const bool login = event.auth != "none" && !event.auth.empty();
  const std::string leg = event.leg.empty() ? "" : " (" + event.leg + ")";
  return {.who = Connection(event.place) + " >",
          .what = Joined(
              {event.method + " " + Asked(event),
               event.protocol == "none" ? "" : event.protocol,
               Named("for", event.address),
               login ? event.auth + leg + " login " + event.credential : "",
               event.unmatched ? "UNEXPECTED " + Named("but", event.difference)
                               : ""})};
}

Line LineOf(const ReplyEvent& event) {
  const std::string status =
      event.status == 0 ? "nothing" : std::to_string(event.status);
  return {.who = Connection(event.place) + " <",
          .what = Joined({status + " " + event.reply,
                          std::to_string(event.bytes) + " bytes",
                          Named("to", event.location), Joined(event.ews),
                          Named("FAULT", event.fault)})};
}

Line LineOf(const LdapEvent& event) {
  const std::string answer =
      event.result ? "result " + std::to_string(*event.result) : "no answer";
  const bool search = event.operation == "search";
  return {.who = Connection(event.place) + " ldap",
          .what = Joined(
              {event.operation + (event.tls ? " in TLS" : ""), event.method,
               Named("user", event.user),
               event.method.empty() ? "" : Named("login", event.credential),
               search ? Named("below", event.base) : "", event.filter, answer,
               search ? std::to_string(event.entries) + " entries" : "",
               Named("FAULT", event.fault)})};
}

Line LineOf(const CloseEvent& event) {
  return {.who = Connection(event.place),
          .what = Joined({"closed by the " + event.by,
                          std::to_string(event.bytes_in) + " bytes in",
                          std::to_string(event.bytes_out) + " out",
                          Named("unread", event.unread),
                          Named("FAULT", event.fault)})};
}

Line LineOf(const SecretEvent& event) {
  const std::string what = event.is_address ? "address" : "SECRET";
  return {.who = event.place.connection == 0 ? "dns" : Connection(event.place),
          .what = what + " (" + event.form + ") in " + event.where + " to " +
                  event.place.host + (event.tls ? " in TLS" : " in clear")};
}

}  // namespace

std::string EventToText(double t_ms, const Event& event) {
  const Line line =
      std::visit([](const auto& known) { return LineOf(known); }, event);
  std::array<char, 64> head = {};
  std::snprintf(head.data(), head.size(), "%10.1f ms  %-7s ", t_ms,
                line.who.c_str());
  return head.data() + Shown(line.what);
}

}  // namespace fake
