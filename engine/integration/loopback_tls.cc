// SPDX-License-Identifier: Apache-2.0

#include "integration/loopback_tls.h"

#include <array>
#include <cstdio>
#include <string_view>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>

namespace autodiscover::integration {
namespace {

constexpr long kDay = 24L * 60 * 60;

X509* SelfSigned(const std::string& name, EVP_PKEY* key) {
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), kDay);
  X509_set_pubkey(certificate, key);
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(
      subject, "CN", MBSTRING_ASC,
      reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_sign(certificate, key, EVP_sha256());
  return certificate;
}

std::string FingerprintOf(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  X509_digest(certificate, EVP_sha256(), bytes.data(), &size);
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    std::array<char, 4> byte{};
    std::snprintf(byte.data(), byte.size(), i == 0 ? "%02X" : ":%02X",
                  bytes.at(i));
    text += byte.data();
  }
  return text;
}

}  // namespace

struct LoopbackTls::Context {
  SSL_CTX* tls = SSL_CTX_new(TLS_server_method());
  Context() = default;
  ~Context() { SSL_CTX_free(tls); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  Context(Context&&) = delete;
  Context& operator=(Context&&) = delete;
};

LoopbackTls::LoopbackTls(const std::string& name)
    : listener_(BindLoopback(SOCK_STREAM)),
      context_(std::make_unique<Context>()) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = SelfSigned(name, key);
  SSL_CTX_use_certificate(context_->tls, certificate);
  SSL_CTX_use_PrivateKey(context_->tls, key);
  fingerprint_ = FingerprintOf(certificate);
  X509_free(certificate);
  EVP_PKEY_free(key);
  thread_ = std::jthread([this] { Serve(); });
}

// Waking accept: it fails once the socket is shut down.
LoopbackTls::~LoopbackTls() { shutdown(listener_.get(), SHUT_RDWR); }

void LoopbackTls::Serve() const {
  for (;;) {
    const Socket connection(
        accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (connection.get() < 0) {
      return;
    }
    SSL* session = SSL_new(context_->tls);
    SSL_set_fd(session, connection.get());
    std::array<char, 4096> request{};
    if (SSL_accept(session) == 1 &&
        SSL_read(session, request.data(), request.size()) > 0) {
      constexpr std::string_view kReply =
          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      SSL_write(session, kReply.data(), static_cast<int>(kReply.size()));
      SSL_shutdown(session);
    }
    SSL_free(session);
  }
}

}  // namespace autodiscover::integration
