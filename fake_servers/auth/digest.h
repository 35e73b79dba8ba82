// SPDX-License-Identifier: Apache-2.0
//
// The values of HTTP Digest authentication (RFC 7616): what a client sent, and
// what it ought to have sent. No state.

#ifndef FAKE_SERVERS_AUTH_DIGEST_H_
#define FAKE_SERVERS_AUTH_DIGEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "world/world.h"

namespace fake {

struct DigestCredentials {
  DigestAlgorithm algorithm = DigestAlgorithm::kMd5;
  std::string username;
  std::string realm;
  std::string nonce;
  std::string uri;
  std::string response;
  std::string cnonce;
  std::string opaque;
  std::string qop;          // Empty: none, as in RFC 2069.
  std::string nc;           // As sent: eight hexadecimal digits.
  std::uint32_t count = 0;  // The same as a number.
};

// What the response to a request covers, besides the credentials.
struct DigestSubject {
  std::string_view method;
  std::string_view body;
};

// The name that stands in a challenge.
[[nodiscard]] std::string ToString(DigestAlgorithm algorithm);

// What follows `Digest `. Nothing where a field is missing or malformed.
[[nodiscard]] std::optional<DigestCredentials> ParseDigest(
    std::string_view text);

// The response that whoever knows `password` sends with these credentials.
[[nodiscard]] std::string DigestResponse(const DigestCredentials& credentials,
                                         const DigestSubject& subject,
                                         std::string_view password);

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_DIGEST_H_
