// SPDX-License-Identifier: Apache-2.0

#include "codec/digest_challenge.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/strings.h"

namespace autodiscover::codec {
namespace {

struct HashName {
  std::string_view name;
  DigestHash hash;
};

constexpr std::array<HashName, 3> kHashes = {{
    {.name = "MD5", .hash = DigestHash::kMd5},
    {.name = "SHA-256", .hash = DigestHash::kSha256},
    {.name = "SHA-512-256", .hash = DigestHash::kSha512Half},
}};

std::string Parameter(const Challenge& challenge, const char* name) {
  const auto found = challenge.parameters.find(name);
  return found == challenge.parameters.end() ? "" : found->second;
}

bool IsTrue(std::string_view text) { return EqualsIgnoreCase(text, "true"); }

// Whether `list`, separated by commas, has the member `wanted`.
bool Lists(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (EqualsIgnoreCase(Trim(list.substr(0, comma)), wanted)) {
      return true;
    }
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

// False: a hash that is not known.
bool ReadAlgorithm(DigestChallenge& digest) {
  constexpr std::string_view kSession = "-sess";
  std::string_view name = digest.algorithm.empty()
                              ? std::string_view("MD5")
                              : std::string_view(digest.algorithm);
  digest.session = EndsWithIgnoreCase(name, kSession);
  if (digest.session) {
    name.remove_suffix(kSession.size());
  }
  const auto* const known = std::ranges::find_if(
      kHashes,
      [name](const HashName& row) { return EqualsIgnoreCase(row.name, name); });
  if (known == kHashes.end()) {
    return false;
  }
  digest.hash = known->hash;
  return true;
}

}  // namespace

std::optional<DigestChallenge> ReadDigestChallenge(const Challenge& challenge) {
  DigestChallenge digest{
      .algorithm = Parameter(challenge, "algorithm"),
      .hash_username = IsTrue(Parameter(challenge, "userhash")),
      .stale = IsTrue(Parameter(challenge, "stale")),
      .realm = Parameter(challenge, "realm"),
      .nonce = Parameter(challenge, "nonce"),
      .opaque = Parameter(challenge, "opaque")};
  const std::string qop = Parameter(challenge, "qop");
  digest.quality = !qop.empty();
  if (challenge.scheme != "digest" || digest.nonce.empty() ||
      !ReadAlgorithm(digest) || (digest.quality && !Lists(qop, "auth"))) {
    return std::nullopt;
  }
  return digest;
}

}  // namespace autodiscover::codec
