// SPDX-License-Identifier: Apache-2.0

#include "auth/hashes.h"

#include <array>
#include <cstddef>
#include <memory>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/provider.h>

namespace fake {
namespace {

// A context of our own: TLS must not learn of the legacy algorithms.
class LegacyContext {
 public:
  LegacyContext() : context_(OSSL_LIB_CTX_new()) {
    loaded_ = context_ != nullptr &&
              OSSL_PROVIDER_load(context_, "default") != nullptr &&
              OSSL_PROVIDER_load(context_, "legacy") != nullptr;
  }
  [[nodiscard]] OSSL_LIB_CTX* get() const { return context_; }
  [[nodiscard]] bool loaded() const { return loaded_; }

 private:
  OSSL_LIB_CTX* context_;
  bool loaded_ = false;
};

// Lives as long as the process, as OpenSSL's own context does.
const LegacyContext& Context() {
  static const LegacyContext context;
  return context;
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string Hash(const char* name, std::string_view bytes) {
  const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(
      EVP_MD_fetch(Context().get(), name, nullptr), EVP_MD_free);
  std::array<char, EVP_MAX_MD_SIZE> out = {};
  unsigned int size = 0;
  if (algorithm == nullptr ||
      EVP_Digest(bytes.data(), bytes.size(),
                 reinterpret_cast<unsigned char*>(out.data()), &size,
                 algorithm.get(), nullptr) != 1) {
    return {};
  }
  return {out.data(), size};
}

}  // namespace

bool HasLegacyHashes() { return Context().loaded(); }

std::string Md4(std::string_view bytes) { return Hash("MD4", bytes); }
std::string Md5(std::string_view bytes) { return Hash("MD5", bytes); }
std::string Sha256(std::string_view bytes) { return Hash("SHA256", bytes); }

std::string HmacMd5(std::string_view key, std::string_view bytes) {
  std::array<char, EVP_MAX_MD_SIZE> out = {};
  std::size_t size = 0;
  if (EVP_Q_mac(Context().get(), "HMAC", nullptr, "MD5", nullptr, key.data(),
                key.size(), Bytes(bytes), bytes.size(),
                reinterpret_cast<unsigned char*>(out.data()), out.size(),
                &size) == nullptr) {
    return {};
  }
  return {out.data(), size};
}

std::string Rc4(std::string_view key, std::string_view bytes) {
  const std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)> algorithm(
      EVP_CIPHER_fetch(Context().get(), "RC4", nullptr), EVP_CIPHER_free);
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> cipher(
      EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  std::string out(bytes.size(), '\0');
  int size = 0;
  std::size_t key_size = key.size();
  const std::array<OSSL_PARAM, 2> parameters = {
      OSSL_PARAM_construct_size_t(OSSL_CIPHER_PARAM_KEYLEN, &key_size),
      OSSL_PARAM_construct_end()};
  if (algorithm == nullptr || cipher == nullptr ||
      EVP_EncryptInit_ex2(cipher.get(), algorithm.get(), nullptr, nullptr,
                          parameters.data()) != 1 ||
      EVP_EncryptInit_ex2(cipher.get(), nullptr, Bytes(key), nullptr,
                          nullptr) != 1 ||
      EVP_EncryptUpdate(cipher.get(),
                        reinterpret_cast<unsigned char*>(out.data()), &size,
                        Bytes(bytes), static_cast<int>(bytes.size())) != 1) {
    return {};
  }
  return out;
}

}  // namespace fake
