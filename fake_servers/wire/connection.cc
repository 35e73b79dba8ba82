// SPDX-License-Identifier: Apache-2.0

#include "wire/connection.h"

#include <algorithm>
#include <array>
#include <utility>

#include "history/found_secrets.h"
#include "wire/unread.h"
#include "world/tls_reader.h"

namespace fake {
namespace {

// How long a closed connection waits for the client to close too: dropping it
// with unread bytes would send RST, and the client could lose the reply.
constexpr std::chrono::seconds kLinger{2};

}  // namespace

Connection::Connection(UniqueFd socket, Place place, const TlsSetup* tls,
                       WireContext context, const ConnectionOptions& options)
    : place_(std::move(place)),
      service_(tls),
      context_(context),
      link_(std::move(socket), context.stop, options.link),
      left_(options.reset_after),
      first_read_(options.speaks_http) {}

Connection::~Connection() { Close({}); }

bool Connection::Open() {
  return link_.RoundTrip() && (service_ == nullptr || OpenTls());
}

bool Connection::StartTls(const TlsSetup& tls) {
  service_ = &tls;
  return OpenTls();
}

void Connection::Record(const HandshakeResult& shake) {
  std::vector<std::string> faults = service_->faults;
  if (shake.ended) {
    faults.push_back(TlsFault(*service_->fault));
  }
  const auto seq = context_.transcript.Record(
      TlsEvent{.place = place_,
               .sni = context_.secrets.Redact(shake.sni),
               .ok = shake.ok,
               .version = shake.version,
               .alpn = shake.alpn,
               .resumed = shake.resumed,
               .alert = shake.alert,
               .reason = shake.ok ? "" : shake.reason,
               .faults = std::move(faults)});
  RecordSecrets(shake.sni, {.place = place_, .event = seq, .where = "sni"});
}

bool Connection::OpenTls() {
  auto session = std::make_unique<TlsSession>(service_->context.get(), link_);
  HandshakeResult shake = session->Handshake(service_->fault);
  if (link_.bytes_in() == 0) {
    return false;  // Connected and closed: no handshake was begun.
  }
  Record(shake);
  if (shake.ended) {
    switch (service_->fault->ending) {
      case TlsEnding::kReset:
        End(SendPlan::End::kReset);
        break;
      case TlsEnding::kSilence:
        End(SendPlan::End::kSilence);
        break;
      case TlsEnding::kAlert:
      case TlsEnding::kClose:
        End(SendPlan::End::kCut);
        break;
    }
    return false;
  }
  if (!shake.ok) {
    unread_ = std::move(shake.received);
    return false;
  }
  tls_ = std::move(session);
  alpn_ = std::move(shake.alpn);
  return true;
}

// A hello of TLS where none is spoken: told so at once, as servers do, rather
// than after an end of the line that never comes.
bool Connection::IsTlsInClear(std::string_view first) {
  static constexpr std::string_view kHello = "\x16\x03";
  if (service_ != nullptr || !std::exchange(first_read_, false) ||
      !first.starts_with(kHello)) {
    return false;
  }
  KeepUnread(first, unread_);
  (void)Write(
      "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n"
      "Connection: close\r\n\r\n");
  End(SendPlan::End::kClose);
  return true;
}

std::size_t Connection::Read(std::span<char> buffer) {
  if (over_) {
    return 0;
  }
  if (left_ == 0U) {
    reset_by_fault_ = true;
    End(SendPlan::End::kReset);
    return 0;
  }
  buffer = buffer.first(std::min(buffer.size(), left_.value_or(buffer.size())));
  const std::size_t got =
      tls_ != nullptr ? tls_->Read(buffer) : link_.Read(buffer);
  if (left_) {
    *left_ -= got;
  }
  return IsTlsInClear({buffer.data(), got}) ? 0 : got;
}

bool Connection::Write(std::string_view bytes) {
  return tls_ != nullptr ? tls_->Write(bytes) : link_.Write(bytes);
}

bool Connection::Send(std::string_view reply, const SendPlan& plan) {
  reply = reply.substr(0, plan.bytes_max);
  const std::size_t step =
      plan.per_byte > std::chrono::nanoseconds(0) ? 1 : reply.size();
  while (!reply.empty()) {
    if (!link_.Wait(plan.per_byte) || !Write(reply.substr(0, step))) {
      over_ = true;
      return false;
    }
    reply.remove_prefix(step);
  }
  End(plan.end);
  return !over_;
}

void Connection::End(SendPlan::End end) {
  switch (end) {
    case SendPlan::End::kStay:
      return;
    case SendPlan::End::kReset:
      link_.Reset();
      break;
    case SendPlan::End::kSilence:
      StaySilent();
      break;
    case SendPlan::End::kClose:
      if (tls_ != nullptr) {
        tls_->Close();
      }
      [[fallthrough]];
    case SendPlan::End::kCut:
      link_.FinishWriting();
      link_.LimitReading(kLinger);
      StaySilent();
      break;
  }
  over_ = true;
}

void Connection::RelayTo(int upstream) {
  link_.RelayTo(upstream);
  over_ = true;
}

void Connection::HalfClose() {
  link_.FinishWriting();
  StaySilent();
}

void Connection::StaySilent() {
  first_read_ = false;  // Not even a hello of TLS is answered.
  std::array<char, 4096> buffer;
  while (const std::size_t got = Read(buffer)) {
    KeepUnread({buffer.data(), got}, unread_);
  }
  over_ = true;
}

void Connection::Close(std::string_view unread) {
  if (std::exchange(recorded_, true)) {
    return;
  }
  KeepUnread(unread, unread_);
  if (!over_ && tls_ != nullptr) {
    tls_->Close();
  }
  const bool by_client = link_.closed_by_peer();
  link_.FinishWriting();
  const auto seq = context_.transcript.Record(
      CloseEvent{.place = place_,
                 .by = by_client ? "client" : "server",
                 .bytes_in = link_.bytes_in(),
                 .bytes_out = link_.bytes_out(),
                 .unread = ShowUnread(unread_, context_.secrets),
                 .fault = reset_by_fault_ ? "reset_after" : ""});
  RecordSecrets(unread_, {.place = place_,
                          .tls = tls_ != nullptr,
                          .event = seq,
                          .where = "stream"});
}

void Connection::RecordSecrets(std::string_view bytes,
                               const SecretEvent& event) {
  const SecretFinder& secrets = context_.secrets;
  RecordFound(context_.transcript, secrets.FindEach(bytes), event);
  RecordAddresses(context_.transcript, secrets.FindAddresses(bytes), event);
}

}  // namespace fake
