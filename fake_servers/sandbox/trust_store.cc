// SPDX-License-Identifier: Apache-2.0

#include "sandbox/trust_store.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

namespace fake {
namespace {

constexpr char kBundle[] = "ca-certificates.crt";

// The name under which OpenSSL looks for the certificate in a directory.
std::string HashName(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> source(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr), &X509_free);
  if (!certificate) {
    return {};
  }
  std::array<char, 32> name{};
  const int size = std::snprintf(name.data(), name.size(), "%08lx.0",
                                 X509_subject_name_hash(certificate.get()));
  return {name.data(), static_cast<std::size_t>(size)};
}

}  // namespace

std::optional<std::string> WriteTrustStore(const std::string& root_pem,
                                           const std::string& directory) {
  const std::string bundle = directory + "/" + kBundle;
  std::ofstream stream(bundle, std::ios::binary | std::ios::trunc);
  stream << root_pem;
  stream.close();
  if (!stream) {
    return "cannot write the world's root certificate to " + bundle;
  }
  const std::string hash_name = HashName(root_pem);
  if (hash_name.empty()) {
    return "the world's root certificate cannot be read back";
  }
  const std::string link = directory + "/" + hash_name;
  if (symlink(kBundle, link.c_str()) != 0) {
    return "cannot write the world's root certificate to " + link;
  }
  return std::nullopt;
}

}  // namespace fake
