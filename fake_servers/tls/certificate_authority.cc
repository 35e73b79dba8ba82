// SPDX-License-Identifier: Apache-2.0

#include "tls/certificate_authority.h"

#include <cstring>
#include <string_view>

#include "tls/certificate.h"
#include "tls/openssl_ptr.h"

namespace fake {
namespace {

constexpr long kDay = 24L * 60 * 60;

// In a name that no world uses, so that it is wrong for every host.
constexpr const char* kWrongName = "another-host.invalid";

Validity ValidityOf(CertificateKind kind) {
  switch (kind) {
    case CertificateKind::kExpired:
      return {.from = -30 * kDay, .until = -1 * kDay};
    case CertificateKind::kNotYetValid:
      // A week off: the client may run under an accelerated clock.
      return {.from = 7 * kDay, .until = 30 * kDay};
    case CertificateKind::kValid:
    case CertificateKind::kWrongName:
    case CertificateKind::kSelfSigned:
    case CertificateKind::kUnknownCa:
      break;
  }
  return {.from = -1 * kDay, .until = 30 * kDay};
}

Identity MakeRoot(const std::string& name) {
  // Older and longer-lived than every certificate it signs.
  return MintRoot({.common_name = name,
                   .validity = {.from = -31 * kDay, .until = 60 * kDay}});
}

// The names that the certificate is for.
std::vector<std::string> NamesOf(const Tls& tls, const std::string& host,
                                 const std::vector<std::string>& addresses) {
  if (!tls.names.empty()) {
    return tls.names;
  }
  if (tls.certificate == CertificateKind::kWrongName) {
    return {kWrongName};
  }
  std::vector<std::string> names = {host};
  names.insert(names.end(), addresses.begin(), addresses.end());
  return names;
}

int SelectHttp11(SSL* /*ssl*/, const unsigned char** out,
                 unsigned char* out_length, const unsigned char* in,
                 unsigned int in_length, void* /*argument*/) {
  static constexpr std::string_view kHttp11 = "http/1.1";
  const std::string_view offer(reinterpret_cast<const char*>(in), in_length);
  for (std::size_t i = 0; i < offer.size();) {
    const auto length = static_cast<unsigned char>(offer[i]);
    if (offer.substr(i + 1, length) == kHttp11) {
      *out = in + i + 1;
      *out_length = length;
      return SSL_TLSEXT_ERR_OK;
    }
    i += 1U + length;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

// Every handshake is a full one: what a client checks, it checks each time.
void TurnOffResumption(SSL_CTX* context) {
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(context, 0);
}

SslContext MakeContext(const Identity& identity) {
  SslContext context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!identity || !context ||
      SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1 ||
      SSL_CTX_use_certificate(context.get(), identity.certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), identity.key.get()) != 1) {
    return nullptr;
  }
  SSL_CTX_set_alpn_select_cb(context.get(), SelectHttp11, nullptr);
  TurnOffResumption(context.get());
  return context;
}

}  // namespace

struct CertificateAuthority::Impl {
  Identity trusted = MakeRoot("Fake Exchange Test Root");
  Identity unknown = MakeRoot("Nobody Trusts This Root");
};

CertificateAuthority::CertificateAuthority()
    : impl_(std::make_unique<Impl>()) {}

CertificateAuthority::~CertificateAuthority() = default;

std::string CertificateAuthority::RootPem() const {
  const BioPtr memory(BIO_new(BIO_s_mem()));
  if (!memory || !impl_->trusted ||
      PEM_write_bio_X509(memory.get(), impl_->trusted.certificate.get()) != 1) {
    return "";
  }
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

SslContext CertificateAuthority::ServerContext(
    const Tls& tls, const std::string& host,
    const std::vector<std::string>& addresses) const {
  const Identity* issuer = &impl_->trusted;
  if (tls.certificate == CertificateKind::kSelfSigned) {
    issuer = nullptr;
  } else if (tls.certificate == CertificateKind::kUnknownCa) {
    issuer = &impl_->unknown;
  }
  const std::vector<std::string> names = NamesOf(tls, host, addresses);
  return MakeContext(MintLeaf({.common_name = names.front(),
                               .names = names,
                               .validity = ValidityOf(tls.certificate)},
                              issuer));
}

}  // namespace fake
