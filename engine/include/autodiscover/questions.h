// SPDX-License-Identifier: Apache-2.0
//
// What the library asks its caller in the course of a run.

#ifndef AUTODISCOVER_QUESTIONS_H_
#define AUTODISCOVER_QUESTIONS_H_

#include <cstdint>
#include <string>

namespace autodiscover {

// May `host` be told the address, and the password if it asks for a login? The
// answer holds for this mail domain and this host, and for no other pair
// (CACHE-07). Spec: RED-06, RED-07.
struct ConsentQuestion {
  std::string mail_domain;
  std::string host;  // A-label form, whole.
  std::uint16_t port = 443;
  std::string reason;  // For people: who named the host, and what is unsafe.

  bool operator==(const ConsentQuestion&) const = default;
};

// A server asks for a bearer token. All but `host` are its own words: nothing
// there is fetched by the library, and a caller must not follow them blindly
// either (AUTH-12).
struct BearerChallenge {
  std::string host;
  std::string authorization_uri;
  std::string tenant;  // Of authorization_uri, when it names one.
  std::string client_id;
  std::string realm;

  bool operator==(const BearerChallenge&) const = default;
};

}  // namespace autodiscover

#endif  // AUTODISCOVER_QUESTIONS_H_
