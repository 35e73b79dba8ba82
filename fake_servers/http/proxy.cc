// SPDX-License-Identifier: Apache-2.0

#include "http/proxy.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "history/letter_case.h"

namespace fake {
namespace {

constexpr std::uint16_t kHttpPort = 80;

// HOST, HOST:PORT, [IPV6] or [IPV6]:PORT.
std::optional<Upstream> ReadAuthority(std::string_view text,
                                      std::uint16_t by_default) {
  Upstream upstream{.port = by_default};
  const auto bracket = text.rfind(']');
  const auto colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos &&
                        (bracket == std::string_view::npos || colon > bracket);
  std::string_view host = has_port ? text.substr(0, colon) : text;
  if (has_port) {
    const std::string_view digits = text.substr(colon + 1);
    const char* end = digits.data() + digits.size();
    const auto [stop, error] =
        std::from_chars(digits.data(), end, upstream.port);
    if (error != std::errc() || stop != end) {
      return std::nullopt;
    }
  }
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  upstream.host = ToLower(host);
  return upstream.host.empty() || upstream.port == 0 ? std::nullopt
                                                     : std::optional(upstream);
}

bool IsForTheProxy(std::string_view header) {
  return ToLower(header).starts_with("proxy-") ||
         EqualsIgnoringCase(header, "Connection") ||
         EqualsIgnoringCase(header, "Transfer-Encoding") ||
         EqualsIgnoringCase(header, "Content-Length");
}

// The head of `request` as its target wants it; the body follows it.
std::string HeadForTarget(const Request& request) {
  std::string head = request.method + ' ' + request.raw_path;
  if (!request.query.empty()) {
    head += '?' + request.query;
  }
  head += " HTTP/1.1\r\n";
  for (const auto& [name, value] : request.headers) {
    if (!IsForTheProxy(name)) {
      head += name + ": " + value + "\r\n";
    }
  }
  if (!request.body.empty()) {
    head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  }
  return head + "Connection: close\r\n\r\n";
}

}  // namespace

Reply ProxyReply(const Request& request) {
  Reply reply;
  const bool connect = request.method == "CONNECT";
  if (connect) {
    reply.upstream = ReadAuthority(request.target, 0);
  } else if (ToLower(request.target).starts_with("http://")) {
    reply.upstream = ReadAuthority(request.http_host, kHttpPort);
  }
  if (!reply.upstream) {
    reply.status = 400;
    return reply;
  }
  reply.status = connect ? 200 : 0;  // Else the target's own answer follows.
  reply.name = connect ? "tunnel" : "forwarded";
  if (!connect) {
    reply.upstream->preface = HeadForTarget(request);
  }
  return reply;
}

}  // namespace fake
