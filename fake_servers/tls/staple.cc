// SPDX-License-Identifier: Apache-2.0
//
// Spec: RFC 6960.

#include "tls/staple.h"

#include <openssl/ocsp.h>

#include "tls/openssl_ptr.h"

namespace fake {
namespace {

using TimePtr = OpenSslPtr<ASN1_TIME, ASN1_TIME_free>;
using BasicPtr = OpenSslPtr<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using ResponsePtr = OpenSslPtr<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using CertIdPtr = OpenSslPtr<OCSP_CERTID, OCSP_CERTID_free>;

constexpr long kDay = 24L * 60 * 60;

TimePtr FromNow(long seconds) {
  return TimePtr(X509_gmtime_adj(nullptr, seconds));
}

}  // namespace

std::string MakeStaple(const Identity& leaf, const Identity& issuer,
                       Standing standing) {
  const bool revoked = standing == Standing::kRevoked;
  const BasicPtr basic(OCSP_BASICRESP_new());
  const CertIdPtr id(OCSP_cert_to_id(nullptr, leaf.certificate.get(),
                                     issuer.certificate.get()));
  const TimePtr since = FromNow(-kDay);
  const TimePtr until = FromNow(7 * kDay);
  if (!basic || !id || !since || !until ||
      OCSP_basic_add1_status(
          basic.get(), id.get(),
          revoked ? V_OCSP_CERTSTATUS_REVOKED : V_OCSP_CERTSTATUS_GOOD,
          OCSP_REVOKED_STATUS_KEYCOMPROMISE, revoked ? since.get() : nullptr,
          since.get(), until.get()) == nullptr ||
      OCSP_basic_sign(basic.get(), issuer.certificate.get(), issuer.key.get(),
                      EVP_sha256(), nullptr, 0) != 1) {
    return "";
  }
  const ResponsePtr response(
      OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
  const int length = i2d_OCSP_RESPONSE(response.get(), nullptr);
  if (!response || length <= 0) {
    return "";
  }
  std::string der(static_cast<std::size_t>(length), '\0');
  // OpenSSL's bytes are unsigned, and it moves the pointer.
  auto* to = reinterpret_cast<unsigned char*>(der.data());
  i2d_OCSP_RESPONSE(response.get(), &to);
  return der;
}

}  // namespace fake
