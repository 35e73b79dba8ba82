// SPDX-License-Identifier: Apache-2.0

#include "codec/digest_challenge.h"

#include <string_view>

#include <gtest/gtest.h>

namespace autodiscover::codec {
namespace {

std::optional<DigestChallenge> Read(std::string_view header) {
  return ReadDigestChallenge(ParseWwwAuthenticate(header).at(0));
}

TEST(DigestChallengeTest, ReadsAllFields) {
  EXPECT_EQ(Read("Digest realm=\"a, b\", qop=\"auth, auth-int\", "
                 "algorithm=SHA-256-sess, nonce=\"n\", opaque=\"o\", "
                 "userhash=true, stale=TRUE"),
            (DigestChallenge{.hash = DigestHash::kSha256,
                             .algorithm = "SHA-256-sess",
                             .session = true,
                             .hash_username = true,
                             .stale = true,
                             .realm = "a, b",
                             .nonce = "n",
                             .opaque = "o"}));
}

TEST(DigestChallengeTest, KnowsTheDefaults) {
  EXPECT_EQ(Read("Digest realm=x, nonce=n"),
            (DigestChallenge{.quality = false, .realm = "x", .nonce = "n"}));
}

TEST(DigestChallengeTest, KnowsTheHashes) {
  EXPECT_EQ(Read("Digest nonce=n, algorithm=md5")->hash, DigestHash::kMd5);
  EXPECT_EQ(Read("Digest nonce=n, algorithm=\"SHA-512-256\"")->hash,
            DigestHash::kSha512Half);
}

// Fails if something is answered that no answer can be right for.
TEST(DigestChallengeTest, RefusesWhatItDoesNotSpeak) {
  EXPECT_FALSE(Read("Digest realm=x"));
  EXPECT_FALSE(Read("Basic nonce=n"));
  EXPECT_FALSE(Read("Digest nonce=n, algorithm=SHA-1"));
  EXPECT_FALSE(Read("Digest nonce=n, qop=\"auth-int\""));
  EXPECT_FALSE(Read("Digest nonce=n, qop=\"authentic,\""));
}

}  // namespace
}  // namespace autodiscover::codec
