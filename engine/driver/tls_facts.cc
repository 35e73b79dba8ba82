// SPDX-License-Identifier: Apache-2.0

#include "driver/tls_facts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <ctime>
#include <string>
#include <utility>

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include "base/strings.h"
#include "driver/certificate_exception.h"

namespace autodiscover::driver {
namespace {

// A stranger decides how long they are.
constexpr std::size_t kTextBytesMax = 300;
constexpr std::size_t kNamesMax = 50;
constexpr int kChainMax = 8;

// What the context keeps for its handshake.
struct Watch {
  const std::vector<CertificateException>* exceptions = nullptr;
  SeenChain seen;
};

void FreeWatch(void* /*context*/, void* watch, CRYPTO_EX_DATA* /*data*/,
               int /*index*/, long /*argl*/, void* /*argp*/) {
  const std::unique_ptr<Watch> owner(static_cast<Watch*>(watch));
}

int WatchIndex() {
  static const int index =
      SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &FreeWatch);
  return index;
}

std::string TextOf(const X509_NAME* name) {
  const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
  // UTF-8 stays readable; control characters are escaped.
  const unsigned long form =
      XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  if (out == nullptr || X509_NAME_print_ex(out.get(), name, 0, form) < 0) {
    return "";
  }
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  return SafeText({bytes, static_cast<std::size_t>(std::max(size, 0L))},
                  kTextBytesMax);
}

std::chrono::sys_seconds TimeOf(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    return {};
  }
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

// Of four or sixteen bytes; anything else is no address.
std::string AddressText(const ASN1_OCTET_STRING* bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int size = ASN1_STRING_length(bytes);
  if ((size != 4 && size != 16) ||
      inet_ntop(size == 4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(bytes),
                text.data(), text.size()) == nullptr) {
    return "";
  }
  return text.data();
}

std::string NameText(const GENERAL_NAME& name) {
  if (name.type == GEN_DNS) {
    const ASN1_IA5STRING* text = name.d.dNSName;
    return SafeText({reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                     static_cast<std::size_t>(ASN1_STRING_length(text))},
                    kTextBytesMax);
  }
  return name.type == GEN_IPADD ? AddressText(name.d.iPAddress) : "";
}

std::vector<std::string> NamesOf(const X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, void (*)(GENERAL_NAMES*)> all(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(
          certificate, NID_subject_alt_name, nullptr, nullptr)),
      GENERAL_NAMES_free);
  std::vector<std::string> names;
  const int count = all == nullptr ? 0 : sk_GENERAL_NAME_num(all.get());
  for (int i = 0; i < count && names.size() < kNamesMax; ++i) {
    if (std::string name = NameText(*sk_GENERAL_NAME_value(all.get(), i));
        !name.empty()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

CertificateFact FactOf(const X509* certificate) {
  return {.subject = TextOf(X509_get_subject_name(certificate)),
          .issuer = TextOf(X509_get_issuer_name(certificate)),
          .names = NamesOf(certificate),
          .not_before = TimeOf(X509_get0_notBefore(certificate)),
          .not_after = TimeOf(X509_get0_notAfter(certificate)),
          .sha256 = FingerprintOf(certificate)};
}

std::vector<CertificateFact> FactsOfChain(const STACK_OF(X509) * chain) {
  std::vector<CertificateFact> facts;
  const int count =
      chain == nullptr ? 0 : std::min(sk_X509_num(chain), kChainMax);
  facts.reserve(static_cast<std::size_t>(std::max(count, 0)));
  for (int i = 0; i < count; ++i) {
    facts.push_back(FactOf(sk_X509_value(chain, i)));
  }
  return facts;
}

int Verify(X509_STORE_CTX* store, void* data) {
  const auto& watch = *static_cast<const Watch*>(data);
  const bool good = X509_verify_cert(store) == 1;
  watch.seen->verdict =
      VerdictOf(good ? X509_V_OK : X509_STORE_CTX_get_error(store));
  watch.seen->chain = FactsOfChain(X509_STORE_CTX_get0_untrusted(store));
  if (!good && IsExcepted(store, *watch.exceptions)) {
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
  }
  return good ? 1 : 0;
}

}  // namespace

std::string_view VerdictOf(long verify_result) {
  struct Row {
    long code;
    std::string_view verdict;
  };
  constexpr std::array<Row, 9> kRows = {{
      {X509_V_OK, "valid"},
      {X509_V_ERR_CERT_NOT_YET_VALID, "not-yet-valid"},
      {X509_V_ERR_CERT_HAS_EXPIRED, "expired"},
      {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "self-signed"},
      {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "unknown-ca"},
      {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "unknown-ca"},
      {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, "unknown-ca"},
      {X509_V_ERR_HOSTNAME_MISMATCH, "wrong-name"},
      {X509_V_ERR_IP_ADDRESS_MISMATCH, "wrong-name"},
  }};
  const auto* found = std::ranges::find(kRows, verify_result, &Row::code);
  return found == kRows.end() ? "invalid" : found->verdict;
}

bool WatchChain(SSL_CTX* context,
                const std::vector<CertificateException>& exceptions,
                SeenChain seen) {
  auto watch = std::make_unique<Watch>(
      Watch{.exceptions = &exceptions, .seen = std::move(seen)});
  if (SSL_CTX_set_ex_data(context, WatchIndex(), watch.get()) != 1) {
    return false;
  }
  SSL_CTX_set_cert_verify_callback(context, &Verify, watch.release());
  return true;
}

TlsFacts FactsOf(const SSL* connection) {
  const auto* watch = static_cast<const Watch*>(
      SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), WatchIndex()));
  TlsFacts facts = watch == nullptr ? TlsFacts{} : *watch->seen;
  if (facts.chain.empty()) {
    facts.chain = FactsOfChain(SSL_get_peer_cert_chain(connection));
    facts.verdict = VerdictOf(SSL_get_verify_result(connection));
  }
  facts.version = SSL_get_version(connection);
  const char* cipher = SSL_get_cipher_name(connection);
  facts.cipher = cipher == nullptr ? "" : cipher;
  return facts;
}

}  // namespace autodiscover::driver
