// SPDX-License-Identifier: Apache-2.0

#include "tls/key_log.h"

#include <string>

#include <openssl/ssl.h>
#include <unistd.h>

namespace fake {
namespace {

// In any thread: a line goes out at one blow, to a file that is added to.
void WriteLine(const SSL* ssl, const char* line) {
  const int* fd =
      static_cast<const int*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
  const std::string text = std::string(line) + "\n";
  // A disk that is full does not stop the world.
  [[maybe_unused]] const ssize_t written = write(*fd, text.data(), text.size());
}

}  // namespace

void LogKeysTo(ssl_ctx_st* context, const int* fd) {
  if (context == nullptr || *fd < 0) {
    return;
  }
  // OpenSSL keeps a void*, and we only read through it.
  SSL_CTX_set_app_data(context, const_cast<int*>(fd));
  SSL_CTX_set_keylog_callback(context, WriteLine);
}

}  // namespace fake
