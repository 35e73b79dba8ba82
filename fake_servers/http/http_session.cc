// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows cpp-httplib. Its process_request() is protected, so
// a session is a Server that never listens.

#include "http/http_session.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <httplib.h>
#include <sys/socket.h>

#include "http/outgoing.h"
#include "http/request_head.h"
#include "http/send_plan.h"
#include "wire/reply_fault.h"

namespace fake {
namespace {

constexpr std::size_t kBodyBytesMax = 8UL * 1024 * 1024;
// Of a body as it comes, in chunks: the library counts none of these.
constexpr std::size_t kChunkedBytesMax = 2 * kBodyBytesMax;
constexpr std::string_view kBadRequest =
    "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n";

// What the library reads and writes: a plain head, then the body from the
// connection. What it writes is kept, for the faults need the whole reply.
class LibraryStream : public httplib::Stream {
 public:
  explicit LibraryStream(Connection& connection) : connection_(connection) {}

  // Waits for the head of the next request. False: there is none.
  bool ReadHead() {
    raw_.clear();
    for (;;) {
      if (const auto length = HeadLength(input_)) {
        raw_ = input_.substr(0, *length);
        input_.erase(0, *length);
        return true;
      }
      if (input_.size() > kHeadBytesMax || !Fill()) {
        return false;
      }
    }
  }

  void Begin(std::string head, bool expects_continue) {
    head_ = std::move(head);
    output_.clear();
    expects_continue_ = expects_continue;
  }

  // The current request as received so far.
  [[nodiscard]] const std::string& raw() const { return raw_; }
  [[nodiscard]] const std::string& output() const { return output_; }
  [[nodiscard]] std::string TakeOutput() { return std::exchange(output_, {}); }
  // What came after it.
  [[nodiscard]] std::string TakeInput() { return std::exchange(input_, {}); }

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }

  ssize_t read(char* to, std::size_t size) override {
    if (!head_.empty()) {
      return Take(head_, to, size);
    }
    if (std::exchange(expects_continue_, false)) {
      (void)connection_.Send("HTTP/1.1 100 Continue\r\n\r\n", {});
    }
    const bool too_long = raw_.size() > kHeadBytesMax + kChunkedBytesMax;
    if (too_long || (input_.empty() && !Fill())) {
      return 0;
    }
    const ssize_t taken = Take(input_, to, size);
    raw_.append(to, static_cast<std::size_t>(taken));
    return taken;
  }

  ssize_t write(const char* bytes, std::size_t size) override {
    output_.append(bytes, size);
    return static_cast<ssize_t>(size);
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  // The library only compares it with the limit of select(), which is not used.
  socket_t socket() const override { return 0; }

 private:
  static ssize_t Take(std::string& from, char* to, std::size_t size) {
    const std::size_t count = std::min(from.size(), size);
    std::memcpy(to, from.data(), count);
    from.erase(0, count);
    return static_cast<ssize_t>(count);
  }

  bool Fill() {
    std::array<char, 16UL * 1024> buffer;
    const std::size_t got = connection_.Read(buffer);
    input_.append(buffer.data(), got);
    return got > 0;
  }

  Connection& connection_;
  std::string input_;   // Received and not yet used.
  std::string head_;    // For the library, still unread by it.
  std::string output_;  // Written by the library.
  std::string raw_;
  bool expects_continue_ = false;
};

class Session : private httplib::Server {
 public:
  Session(Connection& connection, SessionHandler& handler, double clock_rate)
      : connection_(connection),
        handler_(handler),
        clock_rate_(clock_rate),
        stream_(connection) {
    const auto answer = [this](const httplib::Request& from,
                               httplib::Response& to) {
      Answer(from.body, to);
    };
    Get("/", answer);
    Post("/", answer);
    set_post_routing_handler(
        [this](const httplib::Request&, httplib::Response& response) {
          FinishHeaders(response);
        });
    set_payload_max_length(kBodyBytesMax);
  }

  void Run() {
    while (ReadRequest() && ServeOne()) {
    }
    const std::string request = answered_ ? "" : stream_.raw();
    connection_.Close(request + stream_.TakeInput());
  }

 private:
  // False: there is no further request.
  bool ReadRequest() {
    answered_ = false;
    if (!stream_.ReadHead()) {
      return false;
    }
    auto request = ParseHead(stream_.raw());
    if (!request) {
      (void)connection_.Send(kBadRequest, {.end = SendPlan::End::kClose});
      return false;
    }
    request_ = std::move(*request);
    return true;
  }

  // False: the connection is over.
  bool ServeOne() {
    framing_ = FramingOf(request_);
    stream_.Begin(PlainHead(request_, framing_), framing_.expects_continue);
    bool closed = false;
    process_request(stream_, /*close_connection=*/false, closed, nullptr);
    if (!answered_) {
      // The body was not all there: the library has its own answer to that.
      (void)connection_.Send(stream_.output(), {.end = SendPlan::End::kClose});
      return false;
    }
    return reply_.upstream ? ServeTunnel() : SendReply();
  }

  // What a proxy does for a request that it lets through. It has the headers of
  // no reply: to CONNECT there is no body, and else the target answers.
  bool ServeTunnel() {
    const Upstream& upstream = *reply_.upstream;
    const UniqueFd target = handler_.Dial(upstream);
    std::string head;
    if (!target.valid()) {
      reply_.status = 502;
      head = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
    } else if (upstream.preface.empty()) {
      head = "HTTP/1.1 200 Connection established\r\n\r\n";
    }
    handler_.OnReply(reply_, {.status = reply_.status, .bytes = head.size()});
    if (!connection_.RoundTrip() || !connection_.Send(head, {})) {
      return false;
    }
    if (!target.valid()) {
      return true;
    }
    const std::string first =
        upstream.preface + request_.body + stream_.TakeInput();
    if (::send(target.get(), first.data(), first.size(), MSG_NOSIGNAL) >= 0) {
      connection_.RelayTo(target.get());
    }
    return false;
  }

  void Answer(const std::string& body, httplib::Response& response) {
    request_.body = body;
    answered_ = true;
    reply_ = handler_.OnRequest(request_, stream_.raw());
    plain_body_ = reply_.body;
    Encode(request_, reply_);
    response.status = reply_.status;
    response.body = reply_.body;
  }

  // Exactly the headers of our reply: the library would join, sort out and add.
  void FinishHeaders(httplib::Response& response) {
    // What is no ordinary reply the library only makes room for.
    if (!answered_ || !IsOrdinary(reply_)) {
      return;
    }
    const auto add = [this](const char* name, std::string value) {
      if (!FindHeader(reply_.headers, name)) {
        reply_.headers.emplace_back(name, std::move(value));
      }
    };
    if (!FindHeader(reply_.headers, "Transfer-Encoding")) {
      add("Content-Length", std::to_string(reply_.body.size()));
    }
    if (framing_.close) {
      add("Connection", "close");
    }
    response.headers.clear();
    for (const auto& [name, value] : reply_.headers) {
      response.headers.emplace(name, value);
    }
  }

  // What goes out: from the library where it can write it.
  Outgoing MakeOutgoing() {
    if (!IsOrdinary(reply_)) {
      return Compose(reply_, request_, framing_.close);
    }
    const std::size_t body_size =
        request_.method == "HEAD" ? 0 : reply_.body.size();
    Outgoing out;
    out.headers = reply_.headers;
    out.bytes = stream_.TakeOutput();
    out.head_size = out.bytes.size() - body_size;
    return out;
  }

  bool SendReply() {
    const Outgoing out = MakeOutgoing();
    const std::string interim = InterimOf(reply_);
    if (!interim.empty() && !connection_.Send(interim, {})) {
      return false;
    }
    handler_.BeforeReply(reply_);
    if (!connection_.Wait(OnOurClock(reply_.delay, clock_rate_)) ||
        !connection_.RoundTrip()) {
      return false;
    }
    const SendPlan plan = PlanFor(reply_, out, clock_rate_);
    handler_.OnReply(reply_, Report(out, plan));
    return SendAll(out, plan);
  }

  SentReply Report(const Outgoing& out, const SendPlan& plan) const {
    const std::size_t whole =
        out.bytes.size() + static_cast<std::size_t>(out.stream);
    const std::size_t sent = std::min(whole, plan.bytes_max);
    SentReply report;
    report.fault = FaultName(reply_.fault);
    if (sent == 0) {
      return report;
    }
    report.status = reply_.status;
    report.headers = out.headers;
    report.bytes = sent;
    if (sent == whole && (reply_.wire.framing == BodyFraming::kChunked ||
                          reply_.wire.encoding != Encoding::kNone)) {
      // What a client reads that undoes chunks and compression.
      report.body = plain_body_;
    } else {
      report.body = std::string_view(out.bytes).substr(0, sent);
      report.body.remove_prefix(std::min(report.body.size(), out.head_size));
    }
    return report;
  }

  // A part of a reply, as far as `plan` lets it go out.
  bool SendPart(std::string_view part, SendPlan& plan) {
    const bool sent = part.empty() || connection_.Send(part, plan);
    plan.bytes_max -= std::min(plan.bytes_max, part.size());
    return sent;
  }

  bool SendAll(const Outgoing& out, SendPlan plan) {
    const SendPlan::End end = std::exchange(plan.end, SendPlan::End::kStay);
    if (!SendPart(out.bytes, plan)) {
      return false;
    }
    std::string piece;
    for (std::uint64_t left = out.stream; left > 0 && plan.bytes_max > 0;) {
      const auto size =
          static_cast<std::size_t>(std::min<std::uint64_t>(left, kStreamPiece));
      if (left == out.stream || size < kStreamPiece) {
        piece = StreamPiece(size, out.stream_chunked);
      }
      if (!SendPart(piece, plan)) {
        return false;
      }
      left -= size;
    }
    return SendPart(out.tail, plan) && connection_.Send({}, {.end = end});
  }

  Connection& connection_;
  SessionHandler& handler_;
  const double clock_rate_;
  LibraryStream stream_;
  Request request_;
  Framing framing_;
  Reply reply_;
  std::string plain_body_;  // Of the reply, before it was compressed.
  bool answered_ = false;
};

}  // namespace

void ServeHttp(Connection& connection, SessionHandler& handler,
               double clock_rate) {
  Session(connection, handler, clock_rate).Run();
}

}  // namespace fake
