// SPDX-License-Identifier: Apache-2.0

#include "tls/server_context.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include <openssl/crypto.h>

#include "tls/openssl_ptr.h"

namespace fake {
namespace {

// Ciphers that OpenSSL knows and that no client offers by itself.
constexpr const char* kOddCiphers = "AECDH-NULL-SHA:@SECLEVEL=0";
constexpr const char* kOddSuites = "TLS_AES_128_CCM_8_SHA256";
constexpr const char* kAllCiphers = "DEFAULT:@SECLEVEL=0";

// What the callbacks know. Lives as long as its context.
struct Manners {
  std::vector<std::string> alpn;
  ServerName server_name = ServerName::kAny;
  std::string staple;
};

std::string_view NameAt(std::string_view offer, std::size_t at) {
  return offer.substr(at + 1, static_cast<unsigned char>(offer[at]));
}

int SelectAlpn(SSL* /*ssl*/, const unsigned char** out,
               unsigned char* out_length, const unsigned char* in,
               unsigned int in_length, void* argument) {
  const auto& wanted = static_cast<const Manners*>(argument)->alpn;
  const std::string_view offer(reinterpret_cast<const char*>(in), in_length);
  for (const std::string& name : wanted) {
    for (std::size_t i = 0; i < offer.size();
         i += 1 + NameAt(offer, i).size()) {
      if (NameAt(offer, i) == name) {
        *out = in + i + 1;
        *out_length = static_cast<unsigned char>(name.size());
        return SSL_TLSEXT_ERR_OK;
      }
    }
  }
  return SSL_TLSEXT_ERR_NOACK;
}

int JudgeServerName(SSL* ssl, int* alert, void* argument) {
  const auto* manners = static_cast<const Manners*>(argument);
  const bool named =
      SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name) != nullptr;
  const bool refused =
      (manners->server_name == ServerName::kRefused && named) ||
      (manners->server_name == ServerName::kRequired && !named);
  *alert = SSL_AD_UNRECOGNIZED_NAME;
  return refused ? SSL_TLSEXT_ERR_ALERT_FATAL : SSL_TLSEXT_ERR_OK;
}

int GiveStaple(SSL* ssl, void* argument) {
  const std::string& staple = static_cast<const Manners*>(argument)->staple;
  void* copy = OPENSSL_memdup(staple.data(), staple.size());
  if (copy == nullptr) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  // Macros with C casts, and the copy is OpenSSL's from now on.
  SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_STATUS_REQ_OCSP_RESP,
           static_cast<long>(staple.size()), copy);
  return SSL_TLSEXT_ERR_OK;
}

// Whoever shows a certificate may come in: it is not ours to judge.
int TakeAnyCertificate(X509_STORE_CTX* /*store*/, void* /*argument*/) {
  return 1;
}

void SetProtocols(SSL_CTX* context, std::vector<TlsVersion> wanted) {
  static constexpr std::array<std::pair<TlsVersion, std::uint64_t>, 4> kAll = {
      {{TlsVersion::k10, SSL_OP_NO_TLSv1},
       {TlsVersion::k11, SSL_OP_NO_TLSv1_1},
       {TlsVersion::k12, SSL_OP_NO_TLSv1_2},
       {TlsVersion::k13, SSL_OP_NO_TLSv1_3}}};
  if (wanted.empty()) {
    wanted = {TlsVersion::k12, TlsVersion::k13};
  }
  // What a distribution's configuration sets goes first otherwise.
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  for (const auto& [version, off] : kAll) {
    if (std::ranges::find(wanted, version) == wanted.end()) {
      SSL_CTX_set_options(context, off);
    } else {
      SSL_CTX_clear_options(context, off);
    }
  }
}

bool SetCiphers(SSL_CTX* context, Ciphers ciphers) {
  return ciphers == Ciphers::kUsual
             ? SSL_CTX_set_cipher_list(context, kAllCiphers) == 1
             : SSL_CTX_set_cipher_list(context, kOddCiphers) == 1 &&
                   SSL_CTX_set_ciphersuites(context, kOddSuites) == 1;
}

void SetResumption(SSL_CTX* context, Resumption resumption) {
  static constexpr std::string_view kId = "fake-exchange";
  if (resumption == Resumption::kTickets) {
    SSL_CTX_clear_options(context, SSL_OP_NO_TICKET);
  } else {
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
  }
  if (resumption == Resumption::kNone) {
    // Every handshake is a full one: what a client checks, it checks each time.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    return;
  }
  SSL_CTX_set_session_id_context(
      context, reinterpret_cast<const unsigned char*>(kId.data()),
      static_cast<unsigned>(kId.size()));
}

void SetClientCertificate(SSL_CTX* context, ClientCertificate wanted) {
  if (wanted == ClientCertificate::kNone) {
    return;
  }
  const bool demanded = wanted == ClientCertificate::kDemanded;
  SSL_CTX_set_verify(
      context,
      SSL_VERIFY_PEER | (demanded ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
      nullptr);
  SSL_CTX_set_cert_verify_callback(context, TakeAnyCertificate, nullptr);
}

bool ShowPapers(SSL_CTX* context, const Papers& papers) {
  return papers.leaf &&
         SSL_CTX_use_certificate(context, papers.leaf.certificate.get()) == 1 &&
         SSL_CTX_use_PrivateKey(context, papers.leaf.key.get()) == 1 &&
         (!papers.intermediate ||
          SSL_CTX_ctrl(context, SSL_CTRL_CHAIN_CERT, 1,
                       papers.intermediate->certificate.get()) == 1);
}

// `manners` outlive the context.
void SetManners(SSL_CTX* context, Manners& manners) {
  SSL_CTX_set_alpn_select_cb(context, SelectAlpn, &manners);
  // Macros with C casts.
  SSL_CTX_callback_ctrl(context, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB,
                        reinterpret_cast<void (*)()>(JudgeServerName));
  SSL_CTX_ctrl(context, SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG, 0, &manners);
  if (!manners.staple.empty()) {
    SSL_CTX_callback_ctrl(context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB,
                          reinterpret_cast<void (*)()>(GiveStaple));
    SSL_CTX_ctrl(context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB_ARG, 0, &manners);
  }
}

}  // namespace

SslContext MakeServerContext(const Papers& papers, const Tls& tls) {
  auto manners =
      std::make_shared<Manners>(Manners{.alpn = tls.alpn,
                                        .server_name = tls.server_name,
                                        .staple = papers.staple});
  SslContext context(SSL_CTX_new(TLS_server_method()),
                     [manners](SSL_CTX* one) { SSL_CTX_free(one); });
  if (!context || !SetCiphers(context.get(), tls.ciphers) ||
      !ShowPapers(context.get(), papers)) {
    return nullptr;
  }
  SetProtocols(context.get(), tls.protocols);
  SetResumption(context.get(), tls.resumption);
  SetClientCertificate(context.get(), tls.client_certificate);
  SetManners(context.get(), *manners);
  return context;
}

}  // namespace fake
