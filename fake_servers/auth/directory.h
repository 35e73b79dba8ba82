// SPDX-License-Identifier: Apache-2.0
//
// The accounts of a world, as all its servers know them together: who may log
// in, and who may not any more.

#ifndef FAKE_SERVERS_AUTH_DIRECTORY_H_
#define FAKE_SERVERS_AUTH_DIRECTORY_H_

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fake {

struct DirectoryOptions {
  std::optional<int> lockout_after;  // Wrong tries in a row lock an account.
  std::map<std::string, std::string> tokens;  // Bearer token → its audience.
  std::string keytab;                         // Of Kerberos; empty: none.
  bool clock_is_wrong = false;                // No ticket fits the time.
};

// Safe for threads.
class Directory {
 public:
  using Accounts = std::map<std::string, std::string>;
  using Proof = std::function<bool(const std::string& password)>;

  explicit Directory(Accounts accounts, DirectoryOptions options = {});

  // Whether the first of `names` that is an account (in any case) has a
  // password for which `proof` holds, and is not locked. Counts the tries.
  [[nodiscard]] bool Admits(const std::vector<std::string>& names,
                            const Proof& proof);

  // Whom a bearer token is for; empty: everybody. Nothing for an unknown one.
  [[nodiscard]] std::optional<std::string> AudienceOf(
      std::string_view token) const;

  [[nodiscard]] const DirectoryOptions& options() const { return options_; }

 private:
  [[nodiscard]] const Accounts::value_type* Find(std::string_view name) const;

  const Accounts accounts_;
  const DirectoryOptions options_;
  std::mutex mutex_;
  std::map<std::string, int> wrong_;  // By account.
};

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_DIRECTORY_H_
