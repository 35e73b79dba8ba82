// SPDX-License-Identifier: Apache-2.0

#include "wire/tls_session.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace fake {
namespace {

// A handshake that is TLS holds no more than this before it succeeds; of what
// is not TLS this much is kept.
constexpr std::size_t kReceivedBytesMax = 64UL * 1024;
constexpr unsigned char kHandshakeRecord = 0x16;

// OpenSSL's "unknown CA" as the RFC writes it: unknown_ca.
std::string AlertName(int value) {
  std::string name = SSL_alert_desc_string_long(value);
  std::ranges::transform(name, name.begin(), [](unsigned char c) {
    return c == ' ' ? '_' : static_cast<char>(std::tolower(c));
  });
  return name == "unknown" ? "alert_" + std::to_string(value & 0xff) : name;
}

std::string LastError() {
  const auto code = ERR_peek_last_error();
  const char* text = ERR_reason_error_string(code);
  return text == nullptr ? "the handshake failed" : text;
}

bool LooksLikeTls(std::string_view bytes) {
  return !bytes.empty() &&
         static_cast<unsigned char>(bytes.front()) == kHandshakeRecord;
}

}  // namespace

void TlsSession::SslDeleter::operator()(ssl_st* ssl) const { SSL_free(ssl); }

TlsSession::TlsSession(ssl_ctx_st* context, Link& link)
    : link_(link), ssl_(SSL_new(context)) {
  in_ = BIO_new(BIO_s_mem());
  out_ = BIO_new(BIO_s_mem());
  // An empty buffer means "later", not "end".
  BIO_set_mem_eof_return(in_, -1);
  SSL_set_bio(ssl_.get(), in_, out_);
  SSL_set_accept_state(ssl_.get());
  SSL_set_app_data(ssl_.get(), this);
  SSL_set_info_callback(ssl_.get(), OnInfo);
}

TlsSession::~TlsSession() = default;

void TlsSession::OnInfo(const ssl_st* ssl, int where, int value) {
  constexpr int kRead = SSL_CB_READ_ALERT;
  if ((where & kRead) != kRead || (value & 0xff) == SSL_AD_CLOSE_NOTIFY) {
    return;
  }
  static_cast<TlsSession*>(SSL_get_app_data(ssl))->alert_ = AlertName(value);
}

bool TlsSession::Feed(std::string* copy) {
  std::array<char, 16UL * 1024> buffer;
  const std::size_t got = link_.Read(buffer);
  if (got == 0) {
    return false;
  }
  if (copy != nullptr && copy->size() < kReceivedBytesMax) {
    copy->append(buffer.data(), got);
  }
  BIO_write(in_, buffer.data(), static_cast<int>(got));
  return true;
}

bool TlsSession::Flush() {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out_, &bytes);
  if (size <= 0) {
    return true;
  }
  const bool sent =
      link_.Write(std::string_view(bytes, static_cast<std::size_t>(size)));
  (void)BIO_reset(out_);
  return sent;
}

// Sends what OpenSSL has to say. TLS 1.3 has nothing to say to the last flight
// but tickets, which nobody waits for.
bool TlsSession::Answer(bool done) {
  const bool free = done && SSL_version(ssl_.get()) == TLS1_3_VERSION;
  return BIO_ctrl_pending(out_) == 0 ||
         ((free || link_.RoundTrip()) && Flush());
}

// Before the hello is answered an alert is sent in clear. Later OpenSSL sends
// one by itself, in whatever keys there are, for a record that makes no sense.
void TlsSession::SendAlert(TlsStage stage) {
  static constexpr std::string_view kHandshakeFailure(
      "\x15\x03\x03\x00\x02\x02\x28", 7);
  if (stage == TlsStage::kHello) {
    (void)link_.Write(kHandshakeFailure);
    return;
  }
  const std::string nonsense =
      std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'x');
  BIO_write(in_, nonsense.data(), static_cast<int>(nonsense.size()));
  std::array<char, 1> nothing{};
  std::size_t got = 0;
  (void)SSL_read_ex(ssl_.get(), nothing.data(), nothing.size(), &got);
  (void)Flush();
}

void TlsSession::EndAt(TlsStage stage, TlsEnding ending,
                       HandshakeResult& result) {
  if (ending == TlsEnding::kAlert) {
    SendAlert(stage);
  }
  result.ended = true;
  result.ok = stage == TlsStage::kFinished;
  result.reason = "the world file ends it here";
}

// One call of OpenSSL's, and what it wants to be sent. Whether that was not yet
// the end.
bool TlsSession::Step(const std::optional<HandshakeFault>& fault,
                      HandshakeResult& result) {
  const auto ends_at = [&](TlsStage stage) {
    return fault && fault->stage == stage;
  };
  ERR_clear_error();
  const int done = SSL_do_handshake(ssl_.get());
  if (done != 1 && SSL_get_error(ssl_.get(), done) != SSL_ERROR_WANT_READ) {
    result.reason = LastError();
  }
  const bool hello_read = result.reason.empty() && BIO_ctrl_pending(out_) > 0;
  if (hello_read && ends_at(TlsStage::kHello)) {
    (void)BIO_reset(out_);
    EndAt(TlsStage::kHello, fault->ending, result);
    return false;
  }
  if (!Answer(done == 1)) {
    result.reason = "the client went away during the handshake";
    return false;
  }
  if (hello_read && ends_at(TlsStage::kCertificate)) {
    EndAt(TlsStage::kCertificate, fault->ending, result);
    return false;
  }
  result.ok = done == 1;
  return !result.ok && result.reason.empty();
}

HandshakeResult TlsSession::Handshake(
    const std::optional<HandshakeFault>& fault) {
  HandshakeResult result;
  std::string received;
  while (Step(fault, result)) {
    if (!Feed(&received)) {
      result.reason =
          "the client closed during the handshake, without an alert";
      break;
    }
  }
  Describe(result);
  if (result.ok && fault && fault->stage == TlsStage::kFinished) {
    EndAt(TlsStage::kFinished, fault->ending, result);
  }
  if (!LooksLikeTls(received)) {
    result.received = std::move(received);
  }
  return result;
}

void TlsSession::Describe(HandshakeResult& result) const {
  if (const char* name =
          SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name)) {
    result.sni = name;
  }
  const unsigned char* alpn = nullptr;
  unsigned int alpn_size = 0;
  SSL_get0_alpn_selected(ssl_.get(), &alpn, &alpn_size);
  result.alpn.assign(alpn, alpn + alpn_size);
  result.alert = alert_;
  if (result.ok) {
    result.version = SSL_get_version(ssl_.get());
    result.resumed = SSL_session_reused(ssl_.get()) == 1;
  }
}

std::size_t TlsSession::Read(std::span<char> buffer) {
  for (;;) {
    ERR_clear_error();
    std::size_t got = 0;
    if (SSL_read_ex(ssl_.get(), buffer.data(), buffer.size(), &got) == 1) {
      return got;
    }
    const int why = SSL_get_error(ssl_.get(), 0);
    // A key update, say, wants its answer.
    if (why != SSL_ERROR_WANT_READ || !Flush() || !Feed(nullptr)) {
      return 0;
    }
  }
}

bool TlsSession::Write(std::string_view bytes) {
  // Record by record, so that a huge body is not held in memory twice.
  constexpr std::size_t kRecord = 16UL * 1024;
  while (!bytes.empty()) {
    const auto part = bytes.substr(0, kRecord);
    std::size_t written = 0;
    ERR_clear_error();
    if (SSL_write_ex(ssl_.get(), part.data(), part.size(), &written) != 1 ||
        !Flush()) {
      return false;
    }
    bytes.remove_prefix(written);
  }
  return true;
}

void TlsSession::Close() {
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
  (void)Flush();
}

}  // namespace fake
