// SPDX-License-Identifier: Apache-2.0

#include "http/request_head.h"

#include <algorithm>
#include <utility>

#include "history/letter_case.h"
#include "http/text.h"

namespace fake {
namespace {

constexpr std::string_view kTokenMarks = "!#$%&'*+-.^_`|~";

bool IsToken(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') ||
           kTokenMarks.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

// Takes the next line off `text`, without its end.
std::string_view NextLine(std::string_view& text) {
  const auto end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

// Splits a target, absolute (RFC 9112 3.2.2) or not, into its parts.
void ReadTarget(Request& request) {
  std::string_view rest = request.target;
  rest = rest.substr(0, rest.find('#'));
  const auto scheme = rest.find("://");
  if (!rest.starts_with('/') && scheme != std::string_view::npos &&
      scheme < rest.find_first_of("/?")) {
    rest.remove_prefix(scheme + 3);
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    request.http_host = rest.substr(0, end);
    rest.remove_prefix(end);
  }
  const auto question = rest.find('?');
  if (question != std::string_view::npos) {
    request.query = rest.substr(question + 1);
    rest = rest.substr(0, question);
  }
  request.raw_path = rest.empty() ? "/" : std::string(rest);
  request.path = PercentDecode(request.raw_path);
}

bool ReadRequestLine(std::string_view line, Request& request) {
  const auto parts = Split(line, ' ');
  if (parts.size() != 3 || !IsToken(parts[0]) || parts[1].empty() ||
      !parts[2].starts_with("HTTP/1.")) {
    return false;
  }
  request.method = parts[0];
  request.target = parts[1];
  request.version = parts[2];
  ReadTarget(request);
  return true;
}

bool ReadHeaderLine(std::string_view line, HeaderList& headers) {
  if (line.starts_with(' ') || line.starts_with('\t')) {
    // A folded value, as RFC 822 had it.
    if (headers.empty()) {
      return false;
    }
    headers.back().second += ' ';
    headers.back().second += Trim(line);
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !IsToken(line.substr(0, colon))) {
    return false;
  }
  headers.emplace_back(line.substr(0, colon), Trim(line.substr(colon + 1)));
  return true;
}

bool IsNumber(std::string_view text) {
  // Longer ones overflow where they are read.
  constexpr std::size_t kDigitsMax = 18;
  return !text.empty() && text.size() <= kDigitsMax &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool HasToken(const HeaderList& headers, std::string_view name,
              std::string_view token) {
  const auto value = FindHeader(headers, name);
  if (!value) {
    return false;
  }
  const auto parts = Split(*value, ',');
  return std::ranges::any_of(parts, [token](auto part) {
    return EqualsIgnoringCase(Trim(part), token);
  });
}

}  // namespace

std::optional<std::size_t> HeadLength(std::string_view bytes) {
  // Empty lines before a request are allowed to be there (RFC 9112 2.2).
  const auto start = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
  for (std::size_t i = start; i < bytes.size(); ++i) {
    if (bytes[i] != '\n') {
      continue;
    }
    const auto rest = bytes.substr(i + 1, 2);
    if (rest.starts_with('\n')) {
      return i + 2;
    }
    if (rest == "\r\n") {
      return i + 3;
    }
  }
  return std::nullopt;
}

std::optional<Request> ParseHead(std::string_view head) {
  head.remove_prefix(std::min(head.find_first_not_of("\r\n"), head.size()));
  Request request;
  if (!ReadRequestLine(NextLine(head), request)) {
    return std::nullopt;
  }
  for (;;) {
    const std::string_view line = NextLine(head);
    if (line.empty()) {
      break;
    }
    if (!ReadHeaderLine(line, request.headers)) {
      return std::nullopt;
    }
  }
  if (!IsNumber(FindHeader(request.headers, "Content-Length").value_or("0"))) {
    return std::nullopt;
  }
  if (request.http_host.empty()) {
    request.http_host = FindHeader(request.headers, "Host").value_or("");
  }
  return request;
}

Framing FramingOf(const Request& request) {
  Framing framing;
  framing.chunked = HasToken(request.headers, "Transfer-Encoding", "chunked");
  framing.content_length =
      framing.chunked
          ? ""
          : FindHeader(request.headers, "Content-Length").value_or("");
  framing.expects_continue =
      HasToken(request.headers, "Expect", "100-continue");
  framing.close = request.version == "HTTP/1.0"
                      ? !HasToken(request.headers, "Connection", "keep-alive")
                      : HasToken(request.headers, "Connection", "close");
  return framing;
}

std::string PlainHead(const Request& request, const Framing& framing) {
  // The library reads a body for POST only, and writes none for HEAD.
  std::string head = request.method == "HEAD" ? "HEAD" : "GET";
  if (framing.has_body()) {
    head = "POST";
  }
  head += " / HTTP/1.1\r\n";
  if (framing.chunked) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (framing.has_body()) {
    head += "Content-Length: " + framing.content_length + "\r\n";
  }
  if (framing.close) {
    head += "Connection: close\r\n";
  }
  return head + "\r\n";
}

}  // namespace fake
