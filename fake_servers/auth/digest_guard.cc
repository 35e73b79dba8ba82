// SPDX-License-Identifier: Apache-2.0

#include "auth/digest_guard.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "auth/encoding.h"
#include "auth/hashes.h"

namespace fake {
namespace {

// An older one is stale: whoever asks without end costs no memory without end.
constexpr std::size_t kNoncesMax = 1024;
constexpr std::size_t kNonceBytes = 16;

std::string QopName(DigestQop qop) {
  switch (qop) {
    case DigestQop::kNone:
      return "";
    case DigestQop::kAuth:
      return "auth";
    case DigestQop::kAuthInt:
      return "auth-int";
  }
  return "";
}

// Not random, so that two runs of a world give the same bytes.
std::string Derived(const std::string& text) {
  return ToHex(Sha256(text).substr(0, kNonceBytes));
}

}  // namespace

DigestGuard::DigestGuard(const DigestOptions& options, std::string realm)
    : options_(options),
      realm_(std::move(realm)),
      opaque_(Derived("opaque " + realm_)) {}

std::string DigestGuard::NewNonce() {
  std::string nonce =
      Derived("nonce " + realm_ + " " + std::to_string(++made_));
  counts_[nonce] = 0;
  oldest_.push_back(nonce);
  if (oldest_.size() > kNoncesMax) {
    counts_.erase(oldest_.front());
    oldest_.pop_front();
  }
  return nonce;
}

std::vector<std::string> DigestGuard::Challenges(bool stale) {
  const std::scoped_lock lock(mutex_);
  const std::string nonce = NewNonce();
  const std::string qop = QopName(options_.qop);
  std::vector<std::string> challenges;
  for (const DigestAlgorithm algorithm : options_.algorithms) {
    std::string text = "Digest ";
    if (!qop.empty()) {
      text += "qop=" + Quoted(qop) + ",";
    }
    text += "algorithm=" + ToString(algorithm) + ",nonce=" + Quoted(nonce) +
            ",opaque=" + Quoted(opaque_) +
            ",charset=UTF-8,realm=" + Quoted(realm_);
    challenges.push_back(text + (stale ? ",stale=TRUE" : ""));
  }
  return challenges;
}

// Whether the credentials are an answer to a challenge of ours, of any age.
bool DigestGuard::IsOurs(const DigestCredentials& credentials) const {
  return credentials.realm == realm_ && credentials.opaque == opaque_ &&
         credentials.qop == QopName(options_.qop) &&
         std::ranges::find(options_.algorithms, credentials.algorithm) !=
             options_.algorithms.end();
}

// False: the nonce is none of the valid ones, or was used with this count.
bool DigestGuard::UseNonce(const DigestCredentials& credentials) {
  const auto known = counts_.find(credentials.nonce);
  if (known == counts_.end()) {
    return false;
  }
  if (options_.stale_first && !std::exchange(stale_told_, true)) {
    counts_.erase(known);
    return false;
  }
  if (!credentials.qop.empty() && credentials.count <= known->second) {
    return false;
  }
  known->second = credentials.count;
  return true;
}

// The server's own proof that it knows the password, and what comes next.
std::string DigestGuard::Info(const DigestCredentials& credentials,
                              const std::string& password) {
  std::string info;
  // With auth-int it would cover the body of a reply that is not made yet.
  if (credentials.qop == "auth") {
    info = "qop=auth,rspauth=" +
           Quoted(DigestResponse(credentials, {}, password)) +
           ",cnonce=" + Quoted(credentials.cnonce) + ",nc=" + credentials.nc;
  }
  if (options_.next_nonce) {
    counts_.erase(credentials.nonce);
    info += (info.empty() ? "nextnonce=" : ",nextnonce=") + Quoted(NewNonce());
  }
  return info;
}

DigestOutcome DigestGuard::Check(std::string_view text, std::string_view target,
                                 const DigestSubject& subject,
                                 Directory& directory) {
  const auto credentials = ParseDigest(text);
  if (!credentials) {
    return {};
  }
  DigestOutcome outcome = {.user = credentials->username};
  if (!IsOurs(*credentials) || credentials->uri != target) {
    return outcome;
  }
  std::string password;
  const bool right =
      directory.Admits({credentials->username}, [&](const std::string& known) {
        password = known;
        return SameSecret(credentials->response,
                          DigestResponse(*credentials, subject, known));
      });
  if (right) {
    const std::scoped_lock lock(mutex_);
    outcome.accepted = UseNonce(*credentials);
    outcome.stale = !outcome.accepted;
    if (outcome.accepted) {
      outcome.info = Info(*credentials, password);
    }
  }
  return outcome;
}

}  // namespace fake
