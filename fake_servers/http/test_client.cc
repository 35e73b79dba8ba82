// SPDX-License-Identifier: Apache-2.0

#include "http/test_client.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include "history/letter_case.h"
#include "http/request_head.h"

namespace fake {
namespace {

constexpr timeval kPatience = {.tv_sec = 10, .tv_usec = 0};

}  // namespace

TestClient::TestClient(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &kPatience,
               sizeof(kPatience));
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address),
                sizeof(address)) != 0) {
    end_ = errno == ECONNREFUSED ? "refused" : "failed";
  }
}

TestClient::~TestClient() { Close(); }

std::string TestClient::StartTls(const TlsOptions& options) {
  context_ = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(
      context_, options.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  BIO* pem = BIO_new_mem_buf(options.root_pem.data(),
                             static_cast<int>(options.root_pem.size()));
  if (X509* root = PEM_read_bio_X509(pem, nullptr, nullptr, nullptr)) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), root);
    X509_free(root);
  }
  BIO_free(pem);
  ssl_ = SSL_new(context_);
  SSL_set_fd(ssl_, socket_.get());
  if (options.max_version != 0) {
    SSL_set_max_proto_version(ssl_, options.max_version);
  }
  if (!options.sni.empty()) {
    // What SSL_set_tlsext_host_name does, without its C cast.
    std::string name = options.sni;
    SSL_ctrl(ssl_, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             name.data());
    SSL_set1_host(ssl_, options.sni.c_str());
  }
  ERR_clear_error();
  if (SSL_connect(ssl_) == 1) {
    return {};
  }
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  return reason != nullptr ? reason : "failed";
}

void TestClient::Send(std::string_view bytes) {
  if (ssl_ != nullptr) {
    std::size_t written = 0;
    SSL_write_ex(ssl_, bytes.data(), bytes.size(), &written);
    return;
  }
  while (!bytes.empty()) {
    const ssize_t sent =
        ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool TestClient::ReadSome() {
  std::array<char, 4096> buffer;
  errno = 0;
  if (ssl_ != nullptr) {
    std::size_t got = 0;
    if (SSL_read_ex(ssl_, buffer.data(), buffer.size(), &got) == 1) {
      received_.append(buffer.data(), got);
      return true;
    }
  } else if (const ssize_t got =
                 ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
             got > 0) {
    received_.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
  }
  end_ = errno == ECONNRESET ? "reset" : errno == EAGAIN ? "timeout" : "fin";
  return false;
}

std::string TestClient::ReadResponse() {
  for (;;) {
    if (const auto head = HeadLength(received_)) {
      const std::string lower = ToLower(received_.substr(0, *head));
      const auto at = lower.find("content-length:");
      const std::size_t length =
          at == std::string::npos
              ? 0
              : std::strtoul(lower.c_str() + at + 15, nullptr, 10);
      if (received_.size() >= *head + length) {
        std::string response = received_.substr(0, *head + length);
        received_.erase(0, *head + length);
        return response;
      }
    }
    if (!ReadSome()) {
      return std::exchange(received_, {});
    }
  }
}

std::string TestClient::ReadToEnd() {
  while (ReadSome()) {
  }
  return std::exchange(received_, {});
}

bool TestClient::NothingComes() {
  constexpr int kTenthOfASecond = 100;
  pollfd waiter = {.fd = socket_.get(), .events = POLLIN, .revents = 0};
  return received_.empty() && ::poll(&waiter, 1, kTenthOfASecond) == 0;
}

void TestClient::Close() {
  SSL_free(std::exchange(ssl_, nullptr));
  SSL_CTX_free(std::exchange(context_, nullptr));
  socket_.Close();
}

}  // namespace fake
