// SPDX-License-Identifier: Apache-2.0
//
// A client for tests that hides nothing: it sends the bytes it is told and
// gives back all that came, and how it ended.

#ifndef FAKE_SERVERS_HTTP_TEST_CLIENT_H_
#define FAKE_SERVERS_HTTP_TEST_CLIENT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "wire/unique_fd.h"

struct ssl_st;
struct ssl_ctx_st;

namespace fake {

struct TlsOptions {
  std::string root_pem;  // Empty: trusts nobody.
  std::string sni;
  int max_version = 0;  // 0: the newest.
  bool verify = true;
};

// Waits at most ten seconds for anything.
class TestClient {
 public:
  // Plain, on 127.0.0.1.
  explicit TestClient(std::uint16_t port);
  ~TestClient();
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;
  TestClient(TestClient&&) = delete;
  TestClient& operator=(TestClient&&) = delete;

  // Empty on success, else OpenSSL's reason.
  [[nodiscard]] std::string StartTls(const TlsOptions& options);

  void Send(std::string_view bytes);

  // One whole response, by its Content-Length.
  [[nodiscard]] std::string ReadResponse();

  // Everything until the server ends the connection.
  [[nodiscard]] std::string ReadToEnd();

  // How ReadToEnd's end came: "fin", "reset", "timeout".
  [[nodiscard]] const std::string& end() const { return end_; }

  // Whether nothing comes for a tenth of a second.
  [[nodiscard]] bool NothingComes();

  void Close();

 private:
  [[nodiscard]] bool ReadSome();

  UniqueFd socket_;
  ssl_ctx_st* context_ = nullptr;
  ssl_st* ssl_ = nullptr;
  std::string received_;
  std::string end_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_TEST_CLIENT_H_
