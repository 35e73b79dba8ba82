// SPDX-License-Identifier: Apache-2.0

#include "driver/trust_store.h"

#include <utility>

#include <curl/curl.h>
#include <openssl/x509.h>

namespace autodiscover::driver {
namespace {

// Where this system keeps them, as its libcurl was told when it was built.
bool LoadSystem(X509_STORE* store) {
  const curl_version_info_data* known = curl_version_info(CURLVERSION_NOW);
  const char* file = nullptr;
  const char* folder = nullptr;
  if (known->age >= CURLVERSION_SEVENTH) {
    file = known->cainfo;
    folder = known->capath;
  }
  if (file == nullptr && folder == nullptr) {
    return X509_STORE_set_default_paths(store) == 1;
  }
  return (file == nullptr || X509_STORE_load_file(store, file) == 1) &&
         (folder == nullptr || X509_STORE_load_path(store, folder) == 1);
}

}  // namespace

TrustStore::Store TrustStore::Load() const {
  Store store(X509_STORE_new());
  if (store == nullptr) {
    return store;
  }
  const bool loaded =
      network_.ca_file.empty()
          ? LoadSystem(store.get())
          : X509_STORE_load_file(store.get(), network_.ca_file.c_str()) == 1;
  // As libcurl has it: an intermediate certificate that is in the store is
  // trusted for itself.
  X509_STORE_set_flags(store.get(),
                       X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
  return loaded ? std::move(store) : Store();
}

bool TrustStore::GiveTo(SSL_CTX* context) {
  const auto now = std::chrono::steady_clock::now();
  if (store_ == nullptr || now - loaded_ >= kLives) {
    store_ = Load();
    loaded_ = now;
  }
  if (store_ != nullptr) {
    SSL_CTX_set1_cert_store(context, store_.get());
  }
  return store_ != nullptr;
}

}  // namespace autodiscover::driver
