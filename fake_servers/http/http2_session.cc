// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows nghttp2.

#include "http/http2_session.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nghttp2/nghttp2.h>

#include "history/letter_case.h"
#include "http/http2_request.h"
#include "http/outgoing.h"
#include "http/request_head.h"
#include "http/send_plan.h"
#include "wire/reply_fault.h"

namespace fake {
namespace {

// Of all streams of a connection together, as over HTTP/1.1 of one request.
constexpr std::size_t kHeldBytesMax = 8UL * 1024 * 1024 + kHeadBytesMax;
constexpr std::uint32_t kStreamsMax = 100;

struct Stream {
  Http2Request request;
  bool refused = false;
  // What is still to be sent of the reply.
  std::string body;
  std::size_t sent = 0;
  std::uint64_t generated = 0;  // Bytes after `body` that are made when asked.
};

std::string_view TextOf(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

// Headers as HTTP/2 has them: in lower case, and none of the connection's.
HeaderList HeadersFor(const Reply& reply, std::uint64_t size) {
  HeaderList headers = {{":status", std::to_string(reply.status)}};
  bool measured = false;
  for (const auto& [name, value] : reply.headers) {
    std::string lower = ToLower(name);
    if (lower == "connection" || lower == "keep-alive" ||
        lower == "transfer-encoding" || lower == "upgrade") {
      continue;
    }
    measured = measured || lower == "content-length";
    headers.emplace_back(std::move(lower), value);
  }
  if (!measured) {
    headers.emplace_back("content-length", std::to_string(size));
  }
  return headers;
}

// It looks at the bytes without changing them, and copies them.
std::uint8_t* Bytes(const std::string& text) {
  return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
}

std::vector<nghttp2_nv> ViewsOf(const HeaderList& headers) {
  std::vector<nghttp2_nv> views;
  views.reserve(headers.size());
  for (const auto& [name, value] : headers) {
    views.push_back({.name = Bytes(name),
                     .value = Bytes(value),
                     .namelen = name.size(),
                     .valuelen = value.size(),
                     .flags = NGHTTP2_NV_FLAG_NONE});
  }
  return views;
}

class Session {
 public:
  Session(Connection& connection, SessionHandler& handler, double clock_rate)
      : connection_(connection), handler_(handler), clock_rate_(clock_rate) {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, OnBegin);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, OnHeader);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks,
                                                              OnData);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, OnFrame);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, OnClose);
    nghttp2_session* session = nullptr;
    nghttp2_session_server_new(&session, callbacks, this);
    session_.reset(session);
    nghttp2_session_callbacks_del(callbacks);
  }

  void Run() {
    const nghttp2_settings_entry limit = {
        NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, kStreamsMax};
    nghttp2_submit_settings(session_.get(), NGHTTP2_FLAG_NONE, &limit, 1);
    std::array<char, 16UL * 1024> buffer;
    while (Flush() && Wants()) {
      const std::size_t got = connection_.Read(buffer);
      if (got == 0 || !Take({buffer.data(), got}) || !AnswerAll()) {
        break;
      }
    }
    std::string unread;
    for (const auto& [id, stream] : streams_) {
      unread += stream.request.AsText();
    }
    connection_.Close(unread);
  }

 private:
  struct Deleter {
    void operator()(nghttp2_session* session) const {
      nghttp2_session_del(session);
    }
  };

  static Session& Self(void* user) { return *static_cast<Session*>(user); }

  Stream* Find(std::int32_t id) {
    const auto found = streams_.find(id);
    return found == streams_.end() ? nullptr : &found->second;
  }

  // ---- what comes in

  static int OnBegin(nghttp2_session* /*session*/, const nghttp2_frame* frame,
                     void* user) {
    if (frame->hd.type == NGHTTP2_HEADERS) {
      Self(user).streams_.try_emplace(frame->hd.stream_id);
    }
    return 0;
  }

  static int OnHeader(nghttp2_session* /*session*/, const nghttp2_frame* frame,
                      const std::uint8_t* name, std::size_t name_size,
                      const std::uint8_t* value, std::size_t value_size,
                      std::uint8_t /*flags*/, void* user) {
    Session& self = Self(user);
    Stream* stream = self.Find(frame->hd.stream_id);
    if (stream == nullptr || !self.Hold(name_size + value_size, *stream) ||
        stream->request.size() > kHeadBytesMax) {
      return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    }
    stream->request.AddHeader(TextOf(name, name_size),
                              TextOf(value, value_size));
    return 0;
  }

  static int OnData(nghttp2_session* session, std::uint8_t /*flags*/,
                    std::int32_t id, const std::uint8_t* bytes,
                    std::size_t size, void* user) {
    Session& self = Self(user);
    Stream* stream = self.Find(id);
    if (stream != nullptr && self.Hold(size, *stream)) {
      stream->request.AddBody(TextOf(bytes, size));
    } else {
      nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, id,
                                NGHTTP2_ENHANCE_YOUR_CALM);
    }
    return 0;
  }

  static int OnFrame(nghttp2_session* /*session*/, const nghttp2_frame* frame,
                     void* user) {
    const bool whole =
        (frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA) &&
        (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
    if (whole) {
      Self(user).whole_.push_back(frame->hd.stream_id);
    }
    return 0;
  }

  static int OnClose(nghttp2_session* /*session*/, std::int32_t id,
                     std::uint32_t /*code*/, void* user) {
    Self(user).Forget(id);
    return 0;
  }

  // False: it is more than a client may send.
  bool Hold(std::size_t bytes, Stream& stream) {
    stream.refused = stream.refused || held_ + bytes > kHeldBytesMax;
    held_ += stream.refused ? 0 : bytes;
    return !stream.refused;
  }

  void Forget(std::int32_t id) {
    if (const Stream* stream = Find(id)) {
      held_ -= std::min(held_, stream->request.size());
      streams_.erase(id);
    }
  }

  bool Take(std::string_view bytes) {
    return nghttp2_session_mem_recv(
               session_.get(),
               reinterpret_cast<const std::uint8_t*>(bytes.data()),
               bytes.size()) >= 0;
  }

  // ---- what goes out

  [[nodiscard]] bool Wants() const {
    return nghttp2_session_want_read(session_.get()) != 0 ||
           nghttp2_session_want_write(session_.get()) != 0;
  }

  // What there is to send, as far as the client's windows let it.
  std::string Pending() {
    std::string pending;
    while (pending.size() < kStreamPiece * 4) {
      const std::uint8_t* bytes = nullptr;
      const ssize_t size = nghttp2_session_mem_send(session_.get(), &bytes);
      if (size <= 0) {
        break;
      }
      pending += TextOf(bytes, static_cast<std::size_t>(size));
    }
    return pending;
  }

  bool Flush() {
    for (std::string bytes = Pending(); !bytes.empty(); bytes = Pending()) {
      if (!connection_.Send(bytes, {})) {
        return false;
      }
    }
    return true;
  }

  static ssize_t ReadBody(nghttp2_session* /*session*/, std::int32_t /*id*/,
                          std::uint8_t* to, std::size_t room,
                          std::uint32_t* flags, nghttp2_data_source* source,
                          void* /*user*/) {
    Stream& stream = *static_cast<Stream*>(source->ptr);
    std::size_t size = std::min(room, stream.body.size() - stream.sent);
    std::memcpy(to, stream.body.data() + stream.sent, size);
    stream.sent += size;
    const auto made = static_cast<std::size_t>(
        std::min<std::uint64_t>(room - size, stream.generated));
    std::memset(to + size, 'x', made);
    stream.generated -= made;
    size += made;
    if (stream.sent == stream.body.size() && stream.generated == 0) {
      *flags |= NGHTTP2_DATA_FLAG_EOF;
    }
    return static_cast<ssize_t>(size);
  }

  void Submit(std::int32_t id, const Reply& reply, bool head_only) {
    Stream& stream = *Find(id);
    stream.generated = reply.wire.stream;
    stream.body = stream.generated > 0 ? "" : reply.body;
    for (const int status : reply.wire.interim) {
      const HeaderList interim = {{":status", std::to_string(status)}};
      nghttp2_submit_headers(session_.get(), NGHTTP2_FLAG_NONE, id, nullptr,
                             ViewsOf(interim).data(), interim.size(), nullptr);
    }
    const HeaderList headers =
        HeadersFor(reply, stream.body.size() + stream.generated);
    const nghttp2_data_provider provider = {.source = {.ptr = &stream},
                                            .read_callback = ReadBody};
    nghttp2_submit_response(session_.get(), id, ViewsOf(headers).data(),
                            headers.size(), head_only ? nullptr : &provider);
  }

  // False: the connection is over.
  bool AnswerAll() {
    while (!whole_.empty()) {
      const std::int32_t id = whole_.front();
      whole_.pop_front();
      if (Find(id) != nullptr && !Answer(id)) {
        return false;
      }
    }
    return true;
  }

  bool Answer(std::int32_t id) {
    const Http2Request& sent = Find(id)->request;
    const auto request = sent.Read();
    if (!request) {
      return nghttp2_submit_rst_stream(session_.get(), NGHTTP2_FLAG_NONE, id,
                                       NGHTTP2_PROTOCOL_ERROR) == 0;
    }
    Reply reply = handler_.OnRequest(*request, sent.AsText());
    const std::string plain_body = reply.body;
    Encode(*request, reply);
    handler_.BeforeReply(reply);
    if (!connection_.Wait(OnOurClock(reply.delay, clock_rate_)) ||
        !connection_.RoundTrip()) {
      return false;
    }
    Outgoing out;
    const bool no_frames = reply.wire.raw.has_value() ||
                           std::holds_alternative<Garbage>(reply.fault);
    if (no_frames) {
      out = Compose(reply, *request, true);
    } else {
      Submit(id, reply, request->method == "HEAD");
      out = {.headers = reply.headers, .bytes = Pending()};
      out.head_size =
          out.bytes.size() - std::min(out.bytes.size(), reply.body.size());
    }
    const SendPlan plan = PlanFor(reply, out, clock_rate_);
    handler_.OnReply(reply, Report(reply, plain_body, out, plan));
    return connection_.Send(out.bytes, plan) &&
           plan.end == SendPlan::End::kStay;
  }

  static SentReply Report(const Reply& reply, std::string_view plain_body,
                          const Outgoing& out, const SendPlan& plan) {
    const std::size_t sent = std::min(out.bytes.size(), plan.bytes_max);
    SentReply report;
    report.fault = FaultName(reply.fault);
    if (sent == 0) {
      return report;
    }
    report.status = reply.status;
    report.headers = out.headers;
    const bool whole = sent == out.bytes.size();
    const std::size_t body = reply.body.size() + reply.wire.stream;
    report.bytes = whole ? out.head_size + body : sent;
    report.body =
        whole ? plain_body
              : plain_body.substr(0, sent - std::min(sent, out.head_size));
    return report;
  }

  Connection& connection_;
  SessionHandler& handler_;
  const double clock_rate_;
  std::map<std::int32_t, Stream> streams_;
  std::deque<std::int32_t> whole_;  // Requests that wait for their answers.
  std::size_t held_ = 0;
  std::unique_ptr<nghttp2_session, Deleter> session_;
};

}  // namespace

void ServeHttp2(Connection& connection, SessionHandler& handler,
                double clock_rate) {
  Session(connection, handler, clock_rate).Run();
}

}  // namespace fake
