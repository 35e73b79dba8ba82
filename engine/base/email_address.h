// SPDX-License-Identifier: Apache-2.0
//
// An e-mail address: which domain to look in, and what to write into a request.

#ifndef AUTODISCOVER_BASE_EMAIL_ADDRESS_H_
#define AUTODISCOVER_BASE_EMAIL_ADDRESS_H_

#include <string>
#include <string_view>

#include "autodiscover/result.h"

namespace autodiscover {

struct EmailAddress {
  std::string text;    // As typed, for request bodies (IN-05).
  std::string domain;  // A-labels, lower case, no dot at the end.
  std::string key;     // Equal for addresses that are the same (IN-07).

  // The same name at another domain; not checked.
  [[nodiscard]] std::string At(std::string_view other_domain) const;

  bool operator==(const EmailAddress& other) const { return key == other.key; }
};

// Takes the domain after the last `@` outside quotes (IN-01). Refuses an
// address without a domain (IN-02), a domain of one label (IN-03), an address
// literal or what a resolver would read as one (IN-04), and control characters
// (SEC-08). Fails with kInvalidAddress and a sentence that names the fault.
// Spec: RFC 5321 4.1.2.
[[nodiscard]] Result<EmailAddress> ParseEmailAddress(std::string_view text);

}  // namespace autodiscover

#endif  // AUTODISCOVER_BASE_EMAIL_ADDRESS_H_
