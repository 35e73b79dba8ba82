// SPDX-License-Identifier: Apache-2.0
//
// A Digest challenge, as far as it can be answered.

#ifndef AUTODISCOVER_CODEC_DIGEST_CHALLENGE_H_
#define AUTODISCOVER_CODEC_DIGEST_CHALLENGE_H_

#include <optional>
#include <string>

#include "codec/www_authenticate.h"

namespace autodiscover::codec {

// Weakest first.
enum class DigestHash { kMd5, kSha256, kSha512Half };

struct DigestChallenge {
  DigestHash hash = DigestHash::kMd5;
  std::string algorithm;  // As the server wrote it; empty: MD5 by default.
  bool session = false;   // The "-sess" variant.
  bool quality = true;    // qop=auth; else as RFC 2069 had it.
  bool hash_username = false;
  bool stale = false;  // The password was right, the nonce too old.
  std::string realm;
  std::string nonce;
  std::string opaque;

  bool operator==(const DigestChallenge&) const = default;
};

// Nothing: it is no Digest challenge, it lacks what every one must have, or it
// wants what is not spoken here (another hash, qop=auth-int alone). Spec: RFC
// 7616 3.3.
std::optional<DigestChallenge> ReadDigestChallenge(const Challenge& challenge);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_DIGEST_CHALLENGE_H_
