// SPDX-License-Identifier: Apache-2.0

#include "http/outgoing.h"

#include <array>
#include <cstdio>
#include <variant>

#include "history/letter_case.h"
#include "http/gzip.h"
#include "wire/reply_fault.h"

namespace fake {
namespace {

constexpr std::string_view kEnd = "\r\n";

const char* ReasonOf(int status) {
  struct Reason {
    int status;
    const char* reason;
  };
  static constexpr std::array kReasons = {Reason{100, "Continue"},
                                          Reason{102, "Processing"},
                                          Reason{103, "Early Hints"},
                                          Reason{200, "OK"},
                                          Reason{301, "Moved Permanently"},
                                          Reason{302, "Found"},
                                          Reason{307, "Temporary Redirect"},
                                          Reason{401, "Unauthorized"},
                                          Reason{403, "Forbidden"},
                                          Reason{404, "Not Found"},
                                          Reason{500, "Internal Server Error"},
                                          Reason{503, "Service Unavailable"}};
  for (const Reason& known : kReasons) {
    if (known.status == status) {
      return known.reason;
    }
  }
  return "Status";
}

std::string StatusLine(const std::string& version, int status) {
  return "HTTP/" + (version.empty() ? "1.1" : version) + " " +
         std::to_string(status) + " " + ReasonOf(status) + "\r\n";
}

std::string Chunk(std::string_view bytes) {
  std::array<char, 24> size = {};
  std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
  return size.data() + std::string(bytes) + "\r\n";
}

// The headers that tell where the body ends.
HeaderList FramingHeaders(const WireForm& wire, std::uint64_t size) {
  const auto length = [](std::uint64_t bytes) {
    return std::pair<std::string, std::string>("Content-Length",
                                               std::to_string(bytes));
  };
  switch (wire.framing) {
    case BodyFraming::kLength:
      return {length(size)};
    case BodyFraming::kClose:
      return {};
    case BodyFraming::kChunked:
    case BodyFraming::kBrokenChunk:
    case BodyFraming::kUnfinishedChunks: {
      HeaderList headers = {{"Transfer-Encoding", "chunked"}};
      for (const auto& [name, value] : wire.trailers) {
        headers.emplace_back("Trailer", name);
      }
      return headers;
    }
    case BodyFraming::kLengthTooSmall:
      return {length(size / 2)};
    case BodyFraming::kLengthTooLarge:
      return {length(size + 100)};
    case BodyFraming::kTwoLengths:
      return {length(size), length(size / 2)};
    case BodyFraming::kNoNumber:
      return {{"Content-Length", "many"}};
  }
  return {};
}

std::string LastChunk(const WireForm& wire) {
  std::string last = "0\r\n";
  for (const auto& [name, value] : wire.trailers) {
    last += name + ": " + value + "\r\n";
  }
  return last + "\r\n";
}

// Two chunks, so that a client has something to put together.
std::string FrameBody(const WireForm& wire, const std::string& body) {
  const std::string_view text = body;
  const std::string_view first = text.substr(0, text.size() / 2);
  const std::string_view rest = text.substr(first.size());
  // An empty chunk would be the last one.
  std::string opening = first.empty() ? "" : Chunk(first);
  switch (wire.framing) {
    case BodyFraming::kChunked:
      return opening + (rest.empty() ? "" : Chunk(rest)) + LastChunk(wire);
    case BodyFraming::kBrokenChunk:
      return opening + "zz\r\n" + std::string(rest) + "\r\n0\r\n\r\n";
    case BodyFraming::kUnfinishedChunks:
      return opening;
    case BodyFraming::kLength:
    case BodyFraming::kClose:
    case BodyFraming::kLengthTooSmall:
    case BodyFraming::kLengthTooLarge:
    case BodyFraming::kTwoLengths:
    case BodyFraming::kNoNumber:
      break;
  }
  return body;
}

// A framing that is right leaves the connection in a known state.
bool Closes(const WireForm& wire) {
  return !wire.version.empty() || wire.raw.has_value() ||
         (wire.framing != BodyFraming::kLength &&
          wire.framing != BodyFraming::kChunked);
}

bool IsFramingHeader(const std::string& name) {
  return EqualsIgnoringCase(name, "Content-Length") ||
         EqualsIgnoringCase(name, "Transfer-Encoding");
}

HeaderList HeadersOf(const Reply& reply, std::uint64_t size, bool close) {
  HeaderList headers = reply.headers;
  // What the scenario says itself is not said again.
  const bool framed = FindHeader(headers, "Content-Length").has_value() ||
                      FindHeader(headers, "Transfer-Encoding").has_value();
  for (const auto& header : FramingHeaders(reply.wire, size)) {
    if (!framed || !IsFramingHeader(header.first)) {
      headers.push_back(header);
    }
  }
  if (close && !FindHeader(headers, "Connection")) {
    headers.emplace_back("Connection", "close");
  }
  return headers;
}

std::string HeadOf(const Reply& reply, const HeaderList& headers) {
  const WireForm& wire = reply.wire;
  std::string head = StatusLine(wire.version, reply.status);
  for (const auto& [name, value] : headers) {
    head.append(name).append(": ").append(value).append(kEnd);
  }
  for (const std::string& line : wire.raw_headers) {
    head.append(line).append(kEnd);
  }
  for (std::size_t i = 0; i < wire.many_headers; ++i) {
    head +=
        "X-Fixture-" + std::to_string(i) + ": " + std::to_string(i) + "\r\n";
  }
  return head.append(kEnd);
}

bool Wants(const Request& request, std::string_view coding) {
  const auto accepted = FindHeader(request.headers, "Accept-Encoding");
  return accepted && ToLower(*accepted).find(coding) != std::string::npos;
}

}  // namespace

bool IsOrdinary(const Reply& reply) {
  WireForm wire = reply.wire;
  wire.interim.clear();             // They go out before it.
  wire.encoding = Encoding::kNone;  // Is in the body already.
  return wire == WireForm() && !std::holds_alternative<Garbage>(reply.fault);
}

std::string InterimOf(const Reply& reply) {
  std::string text;
  for (const int status : reply.wire.interim) {
    text += StatusLine("", status);
    // What such a reply is for: RFC 8297.
    text += status == 103 ? "Link: </style.css>; rel=preload\r\n\r\n" : "\r\n";
  }
  return text;
}

Outgoing Compose(const Reply& reply, const Request& request, bool close) {
  Outgoing out;
  const WireForm& wire = reply.wire;
  if (const auto* garbage = std::get_if<Garbage>(&reply.fault)) {
    out.bytes = GarbageOf(garbage->bytes);
    out.head_size = out.bytes.size();
    out.closes = true;
    return out;
  }
  if (wire.raw) {
    out.bytes = *wire.raw;
    const auto end = out.bytes.find("\r\n\r\n");
    out.head_size = end == std::string::npos ? 0 : end + 4;
    out.closes = true;
    return out;
  }
  const bool head_only = request.method == "HEAD";
  const std::uint64_t size = wire.stream > 0 ? wire.stream : reply.body.size();
  out.closes = close || Closes(wire);
  if (wire.version != "0.9") {
    out.headers = HeadersOf(reply, size, out.closes);
    out.bytes = HeadOf(reply, out.headers);
  }
  out.head_size = out.bytes.size();
  if (head_only) {
    return out;
  }
  if (wire.stream > 0) {
    out.stream = wire.stream;
    out.stream_chunked = wire.framing == BodyFraming::kChunked;
    out.tail = out.stream_chunked ? LastChunk(wire) : "";
    return out;
  }
  out.bytes += FrameBody(wire, reply.body);
  return out;
}

void Encode(const Request& request, Reply& reply) {
  switch (reply.wire.encoding) {
    case Encoding::kNone:
      return;
    case Encoding::kGzip:
      if (!Wants(request, "gzip")) {
        return;
      }
      reply.body = Gzip(reply.body);
      break;
    case Encoding::kGzipUnasked:
      reply.body = Gzip(reply.body);
      break;
    case Encoding::kGzipBomb:
      reply.body = GzipBomb();
      break;
    case Encoding::kGzipBroken:
      reply.body = BrokenGzip(reply.body);
      break;
  }
  SetHeader(reply.headers, "Content-Encoding", "gzip");
}

std::string StreamPiece(std::size_t size, bool chunked) {
  std::string piece(size, 'x');
  return chunked ? Chunk(piece) : piece;
}

}  // namespace fake
