// SPDX-License-Identifier: Apache-2.0
//
// The server's side of NTLM: message 2 for message 1, and the verdict on
// message 3. NTLMv2 alone; LM and NTLMv1 responses are refused.

#ifndef FAKE_SERVERS_AUTH_NTLM_SERVER_H_
#define FAKE_SERVERS_AUTH_NTLM_SERVER_H_

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/directory.h"
#include "auth/ntlm_message.h"
#include "world/world.h"

namespace fake {

// What one connection is in the middle of.
struct NtlmExchange {
  std::string negotiate;  // Message 1.
  std::string challenge;  // Message 2.
  std::string server_challenge;
};

struct NtlmOutcome {
  std::string user;  // As the client wrote it, with its domain if it gave one.
  bool accepted = false;
  std::uint32_t flags = 0;
  std::string session_key;
};

// Safe for threads. `options` must outlive it.
class NtlmServer {
 public:
  NtlmServer(const NtlmOptions& options, const std::string& host);

  // Answers message 1. Nothing if it is none.
  [[nodiscard]] std::optional<NtlmExchange> Begin(std::string_view negotiate);

  // Judges message 3. `binding` is the hash of the certificate; empty: plain.
  [[nodiscard]] NtlmOutcome Finish(std::string_view authenticate,
                                   const NtlmExchange& exchange,
                                   std::string_view binding,
                                   Directory& directory) const;

 private:
  [[nodiscard]] std::vector<AvPair> TargetInfo() const;
  [[nodiscard]] bool BindingIsRight(const std::vector<AvPair>& pairs,
                                    std::string_view binding) const;

  const NtlmOptions& options_;
  std::string nb_domain_;
  std::string nb_computer_;
  std::string dns_domain_;
  std::string dns_computer_;
  std::atomic<std::uint32_t> challenges_ = 0;
};

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_NTLM_SERVER_H_
