// SPDX-License-Identifier: Apache-2.0
//
// Answers a Digest challenge. libcurl could too, but it would ask the server
// for one more challenge first: a round trip.

#ifndef AUTODISCOVER_DRIVER_DIGEST_H_
#define AUTODISCOVER_DRIVER_DIGEST_H_

#include <string>
#include <string_view>

#include "codec/digest_challenge.h"
#include "driver/secret.h"

namespace autodiscover::driver {

// The request that is to be authenticated.
struct DigestRequest {
  std::string_view method;
  std::string_view target;        // Path and query, as sent.
  std::string_view client_nonce;  // Never used before.
};

// The value of an `Authorization` header; empty when OpenSSL lacks the hash.
// Spec: RFC 7616 3.4, and RFC 2069 for servers without qop.
[[nodiscard]] std::string DigestAuthorization(
    const codec::DigestChallenge& challenge, std::string_view username,
    const Secret& password, const DigestRequest& request);

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_DIGEST_H_
