// SPDX-License-Identifier: Apache-2.0

#include "tls/certificate.h"

#include <cstddef>

#include <openssl/err.h>

namespace fake {
namespace {

// RFC 5280 4.1.2.2 wants positive serials of at most 20 octets.
constexpr int kSerialBits = 126;
// RFC 5280 A.1: ub-common-name.
constexpr std::size_t kCommonNameMax = 64;

bool SetSerial(X509* certificate) {
  const BigNumberPtr serial(BN_new());
  return serial &&
         BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE,
                 BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) !=
             nullptr;
}

bool SetSubject(X509* certificate, const std::string& common_name) {
  const std::string shown = common_name.substr(0, kCommonNameMax);
  return X509_NAME_add_entry_by_txt(
             X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
             // OpenSSL's text is unsigned.
             reinterpret_cast<const unsigned char*>(shown.data()),
             static_cast<int>(shown.size()), -1, 0) == 1;
}

bool SetValidity(X509* certificate, const Validity& validity) {
  return X509_gmtime_adj(X509_getm_notBefore(certificate), validity.from) !=
             nullptr &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), validity.until) !=
             nullptr;
}

// One extension in the notation of openssl.cnf.
bool AddExtension(X509V3_CTX* context, X509* certificate, int kind,
                  const char* value) {
  const ExtensionPtr extension(
      X509V3_EXT_nconf_nid(nullptr, context, kind, value));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

// Takes `name` into `names`, as what it is.
bool AddName(GENERAL_NAMES* names, const std::string& name) {
  GENERAL_NAME* entry = GENERAL_NAME_new();
  if (entry == nullptr || sk_GENERAL_NAME_push(names, entry) == 0) {
    GENERAL_NAME_free(entry);
    return false;
  }
  if (ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str())) {
    GENERAL_NAME_set0_value(entry, GEN_IPADD, address);
    return true;
  }
  ASN1_IA5STRING* text = ASN1_IA5STRING_new();
  GENERAL_NAME_set0_value(entry, GEN_DNS, text);
  return text != nullptr &&
         ASN1_STRING_set(text, name.data(), static_cast<int>(name.size())) == 1;
}

// Not through X509V3_EXT_nconf: a comma in a name would mean something there.
bool AddNames(X509* certificate, const std::vector<std::string>& names) {
  const NamesPtr list(GENERAL_NAMES_new());
  if (!list) {
    return false;
  }
  for (const std::string& name : names) {
    if (!AddName(list.get(), name)) {
      return false;
    }
  }
  return X509_add1_ext_i2d(certificate, NID_subject_alt_name, list.get(), 0,
                           X509V3_ADD_APPEND) == 1;
}

enum class Role { kRoot, kIntermediate, kNoIntermediate, kLeaf };

const char* ConstraintsOf(Role role) {
  return role == Role::kRoot || role == Role::kIntermediate
             ? "critical,CA:TRUE"
             : "critical,CA:FALSE";
}

bool AddExtensions(X509* certificate, X509* issuer, Role role) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const bool leaf = role == Role::kLeaf;
  return AddExtension(&context, certificate, NID_basic_constraints,
                      ConstraintsOf(role)) &&
         AddExtension(&context, certificate, NID_key_usage,
                      leaf ? "critical,digitalSignature"
                           : "critical,keyCertSign,cRLSign") &&
         (!leaf || AddExtension(&context, certificate, NID_ext_key_usage,
                                "serverAuth")) &&
         AddExtension(&context, certificate, NID_subject_key_identifier,
                      "hash") &&
         AddExtension(&context, certificate, NID_authority_key_identifier,
                      "keyid:always");
}

Identity Mint(const CertificateRequest& request, const Identity* issuer,
              Role role) {
  // A name that OpenSSL tried to read as an address leaves an error behind.
  constexpr unsigned kWeakBits = 1024;
  Identity minted{
      .key = KeyPtr(request.key == KeyKind::kP256 ? EVP_EC_gen("P-256")
                                                  : EVP_RSA_gen(kWeakBits)),
      .certificate = CertificatePtr(X509_new())};
  X509* certificate = minted.certificate.get();
  if (!minted || X509_set_version(certificate, X509_VERSION_3) != 1 ||
      X509_set_pubkey(certificate, minted.key.get()) != 1) {
    return {};
  }
  X509* signer = issuer != nullptr ? issuer->certificate.get() : certificate;
  EVP_PKEY* key = issuer != nullptr ? issuer->key.get() : minted.key.get();
  const bool made =
      SetSerial(certificate) && SetSubject(certificate, request.common_name) &&
      X509_set_issuer_name(certificate, X509_get_subject_name(signer)) == 1 &&
      SetValidity(certificate, request.validity) &&
      AddExtensions(certificate, signer, role) &&
      (request.names.empty() || AddNames(certificate, request.names)) &&
      X509_sign(certificate, key,
                request.digest == Digest::kSha256 ? EVP_sha256() : EVP_sha1()) >
          0;
  ERR_clear_error();
  return made ? std::move(minted) : Identity{};
}

}  // namespace

Identity MintRoot(const CertificateRequest& request) {
  return Mint(request, nullptr, Role::kRoot);
}

Identity MintIntermediate(const CertificateRequest& request,
                          const Identity& issuer, CaBit ca_bit) {
  return Mint(
      request, &issuer,
      ca_bit == CaBit::kSet ? Role::kIntermediate : Role::kNoIntermediate);
}

Identity MintLeaf(const CertificateRequest& request, const Identity* issuer) {
  return Mint(request, issuer, Role::kLeaf);
}

}  // namespace fake
