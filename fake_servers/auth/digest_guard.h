// SPDX-License-Identifier: Apache-2.0
//
// The server's side of Digest: the nonces it gave out, and what became of them.

#ifndef FAKE_SERVERS_AUTH_DIGEST_GUARD_H_
#define FAKE_SERVERS_AUTH_DIGEST_GUARD_H_

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "auth/digest.h"
#include "auth/directory.h"
#include "world/world.h"

namespace fake {

struct DigestOutcome {
  std::string user;
  bool accepted = false;
  bool stale = false;  // Right, but for the nonce: ask again.
  std::string info;    // The Authentication-Info of an accepted request.
};

// Safe for threads. `options` must outlive it.
class DigestGuard {
 public:
  DigestGuard(const DigestOptions& options, std::string realm);

  // One WWW-Authenticate value for each algorithm, with a new nonce.
  [[nodiscard]] std::vector<std::string> Challenges(bool stale);

  // `text` follows `Digest ` in a request for `target`.
  [[nodiscard]] DigestOutcome Check(std::string_view text,
                                    std::string_view target,
                                    const DigestSubject& subject,
                                    Directory& directory);

 private:
  [[nodiscard]] std::string NewNonce();
  [[nodiscard]] bool IsOurs(const DigestCredentials& credentials) const;
  [[nodiscard]] bool UseNonce(const DigestCredentials& credentials);
  [[nodiscard]] std::string Info(const DigestCredentials& credentials,
                                 const std::string& password);

  const DigestOptions& options_;
  const std::string realm_;
  const std::string opaque_;
  std::mutex mutex_;
  std::uint64_t made_ = 0;
  bool stale_told_ = false;
  std::map<std::string, std::uint32_t> counts_;  // Valid nonce → last nc.
  std::deque<std::string> oldest_;               // The same, oldest first.
};

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_DIGEST_GUARD_H_
