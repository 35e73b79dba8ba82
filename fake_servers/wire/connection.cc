// SPDX-License-Identifier: Apache-2.0

#include "wire/connection.h"

#include <algorithm>
#include <array>
#include <utility>

#include "wire/unread.h"

namespace fake {
namespace {

// How long a closed connection waits for the client to close too: dropping it
// with unread bytes would send RST, and the client could lose the reply.
constexpr std::chrono::seconds kLinger{2};

}  // namespace

Connection::Connection(UniqueFd socket, Place place, SslContext tls,
                       WireContext context)
    : place_(std::move(place)),
      context_tls_(std::move(tls)),
      context_(context),
      link_(std::move(socket), context.stop, context.rtt) {}

Connection::~Connection() { Close({}); }

bool Connection::Open() {
  return link_.RoundTrip() && (context_tls_ == nullptr || OpenTls());
}

bool Connection::OpenTls() {
  auto session = std::make_unique<TlsSession>(context_tls_.get(), link_);
  HandshakeResult shake = session->Handshake();
  if (link_.bytes_in() == 0) {
    return false;  // Connected and closed: no handshake was begun.
  }
  const auto secrets = context_.secrets.FindEach(shake.sni);
  const auto seq = context_.transcript.Record(
      TlsEvent{.place = place_,
               .sni = context_.secrets.Redact(shake.sni),
               .ok = shake.ok,
               .version = shake.version,
               .alpn = shake.alpn,
               .resumed = shake.resumed,
               .alert = shake.alert,
               .reason = shake.ok ? "" : shake.reason});
  for (const FoundSecret& secret : secrets) {
    context_.transcript.Record(SecretEvent{.place = place_,
                                           .tls = false,
                                           .event = seq,
                                           .where = "sni",
                                           .form = secret.form,
                                           .fingerprint = secret.fingerprint});
  }
  if (!shake.ok) {
    unread_ = std::move(shake.received);
    return false;
  }
  tls_ = std::move(session);
  return true;
}

std::size_t Connection::Read(std::span<char> buffer) {
  if (over_) {
    return 0;
  }
  return tls_ != nullptr ? tls_->Read(buffer) : link_.Read(buffer);
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

void Connection::StaySilent() {
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
                 .unread = ShowUnread(unread_, context_.secrets)});
  for (const FoundSecret& secret : context_.secrets.FindEach(unread_)) {
    context_.transcript.Record(SecretEvent{.place = place_,
                                           .tls = tls_ != nullptr,
                                           .event = seq,
                                           .where = "stream",
                                           .form = secret.form,
                                           .fingerprint = secret.fingerprint});
  }
}

}  // namespace fake
