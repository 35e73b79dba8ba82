// SPDX-License-Identifier: Apache-2.0
//
// An absolute http or https URL in one normal form, so that two URLs that name
// the same thing are equal, and nobody is misled about the host.

#ifndef AUTODISCOVER_BASE_URL_H_
#define AUTODISCOVER_BASE_URL_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "autodiscover/result.h"

namespace autodiscover {

struct Url {
  std::string scheme;      // "http" or "https".
  std::string host;        // See NormaliseUrlHost.
  std::uint16_t port = 0;  // Never 0: the scheme's own when none was given.
  std::string path;        // Begins with "/". Case is kept.
  std::string query;       // With its "?"; or empty.
  // The text had `user:password@`. It is dropped, and never used (RED-18).
  bool had_user_info = false;

  // Without user-info and fragment; the port only where it is not the scheme's.
  [[nodiscard]] std::string ToString() const;
  // "https://mail.corp.test:8443".
  [[nodiscard]] std::string Origin() const;
  // Equal for URLs that a server like IIS takes for the same (RED-10): paths
  // without case.
  [[nodiscard]] std::string LoopKey() const;
  [[nodiscard]] bool IsHttps() const { return scheme == "https"; }

  bool operator==(const Url&) const = default;
};

// Reads an absolute URL. Refuses other schemes, blanks, control characters and
// backslashes anywhere, a missing host, a port outside 1 to 65535. Characters
// that a URL may not hold otherwise are percent-encoded. Blanks around `text`
// are ignored. Fails with kRefusedByPolicy for another scheme, else with
// kServerError. Spec: RFC 3986 3 and 6.2.
[[nodiscard]] Result<Url> ParseUrl(std::string_view text);

// Reads `reference` as a link found at `base` (RED-04). Spec: RFC 3986 5.2.
[[nodiscard]] Result<Url> ResolveUrl(const Url& base,
                                     std::string_view reference);

// `text` as one part of a path or one value in a query: all but the unreserved
// characters percent-encoded. Spec: RFC 3986 2.3.
[[nodiscard]] std::string EscapeForUrl(std::string_view text);

}  // namespace autodiscover

#endif  // AUTODISCOVER_BASE_URL_H_
