// SPDX-License-Identifier: Apache-2.0
//
// Owners for OpenSSL's objects. For the files of this folder only.

#ifndef FAKE_SERVERS_TLS_OPENSSL_PTR_H_
#define FAKE_SERVERS_TLS_OPENSSL_PTR_H_

#include <memory>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace fake {

template <auto kFree>
struct OpenSslFree {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};

template <typename T, auto kFree>
using OpenSslPtr = std::unique_ptr<T, OpenSslFree<kFree>>;

using KeyPtr = OpenSslPtr<EVP_PKEY, EVP_PKEY_free>;
using CertificatePtr = OpenSslPtr<X509, X509_free>;
using ExtensionPtr = OpenSslPtr<X509_EXTENSION, X509_EXTENSION_free>;
using NamesPtr = OpenSslPtr<GENERAL_NAMES, GENERAL_NAMES_free>;
using BigNumberPtr = OpenSslPtr<BIGNUM, BN_free>;
using BioPtr = OpenSslPtr<BIO, BIO_free_all>;
using SslPtr = OpenSslPtr<SSL, SSL_free>;

}  // namespace fake

#endif  // FAKE_SERVERS_TLS_OPENSSL_PTR_H_
