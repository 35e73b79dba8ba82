// SPDX-License-Identifier: Apache-2.0

#include "auth/directory.h"

#include <algorithm>
#include <utility>

#include <strings.h>

#include "auth/encoding.h"

namespace fake {

Directory::Directory(Accounts accounts, DirectoryOptions options)
    : accounts_(std::move(accounts)), options_(std::move(options)) {}

std::optional<std::string> Directory::AudienceOf(std::string_view token) const {
  for (const auto& [known, audience] : options_.tokens) {
    if (SameSecret(known, token)) {
      return audience;
    }
  }
  return std::nullopt;
}

const Directory::Accounts::value_type* Directory::Find(
    std::string_view name) const {
  const auto found =
      std::ranges::find_if(accounts_, [name](const auto& account) {
        return account.first.size() == name.size() &&
               ::strncasecmp(account.first.data(), name.data(), name.size()) ==
                   0;
      });
  return found != accounts_.end() ? &*found : nullptr;
}

bool Directory::Admits(const std::vector<std::string>& names,
                       const Proof& proof) {
  for (const std::string& name : names) {
    const auto* account = Find(name);
    if (account == nullptr) {
      continue;
    }
    const bool right = proof(account->second);
    const std::scoped_lock lock(mutex_);
    int& wrong = wrong_[account->first];
    const bool locked =
        options_.lockout_after && wrong >= *options_.lockout_after;
    if (!right) {
      ++wrong;
    } else if (!locked) {
      wrong = 0;
    }
    return right && !locked;
  }
  return false;
}

}  // namespace fake
