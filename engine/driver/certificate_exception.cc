// SPDX-License-Identifier: Apache-2.0

#include "driver/certificate_exception.h"

#include <algorithm>
#include <array>
#include <string>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/host_name.h"
#include "base/strings.h"

namespace autodiscover::driver {
namespace {

bool IsFor(const CertificateException& exception, std::string_view host) {
  const Result<std::string> name = NormaliseUrlHost(exception.host);
  return name && *name == host;
}

// The name that the certificate is checked against is that of the host too.
std::string HostOf(X509_STORE_CTX* store) {
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(store);
  const char* name = X509_VERIFY_PARAM_get0_host(parameters, 0);
  if (name != nullptr) {
    return name;
  }
  char* address = X509_VERIFY_PARAM_get1_ip_asc(parameters);
  const std::string text = address == nullptr ? "" : address;
  OPENSSL_free(address);
  return text.find(':') == std::string::npos ? text : StrCat("[", text, "]");
}

// `fingerprint`: "AB:CD…" or "abcd…".
bool IsFingerprintOf(std::string_view fingerprint, const X509* certificate) {
  std::string wanted = ToAsciiLower(fingerprint);
  std::erase(wanted, ':');
  const std::string actual = FingerprintOf(certificate);
  return !actual.empty() && actual == wanted;
}

}  // namespace

std::string FingerprintOf(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (certificate == nullptr ||
      X509_digest(certificate, EVP_sha256(), bytes.data(), &size) != 1) {
    return "";
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string actual;
  for (std::size_t i = 0; i < size; ++i) {
    actual += kHex[bytes.at(i) >> 4U];
    actual += kHex[bytes.at(i) & 15U];
  }
  return actual;
}

bool HasException(const std::vector<CertificateException>& exceptions,
                  std::string_view host) {
  return std::ranges::any_of(exceptions,
                             [host](const CertificateException& exception) {
                               return IsFor(exception, host);
                             });
}

bool IsExcepted(X509_STORE_CTX* store,
                const std::vector<CertificateException>& exceptions) {
  const X509* leaf = X509_STORE_CTX_get0_cert(store);
  const std::string host = HostOf(store);
  return std::ranges::any_of(
      exceptions, [leaf, &host](const CertificateException& exception) {
        return IsFor(exception, host) &&
               IsFingerprintOf(exception.sha256, leaf);
      });
}

}  // namespace autodiscover::driver
