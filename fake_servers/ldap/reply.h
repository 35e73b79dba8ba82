// SPDX-License-Identifier: Apache-2.0
//
// What a directory answers, as the bytes of the wire (RFC 4511).

#ifndef FAKE_SERVERS_LDAP_REPLY_H_
#define FAKE_SERVERS_LDAP_REPLY_H_

#include <string>
#include <vector>

#include "ldap/filter.h"

namespace fake {

// The numbers of RFC 4511, 4.1.9, that are used here.
enum class LdapCode {
  kSuccess = 0,
  kOperationsError = 1,
  kProtocolError = 2,
  kSizeLimitExceeded = 4,
  kAuthMethodNotSupported = 7,
  kReferral = 10,
  kNoSuchObject = 32,
  kInvalidCredentials = 49,
  kUnavailable = 52,
};

enum class LdapReplyKind { kBind, kSearchDone, kExtended };

struct LdapResult {
  int code = 0;
  std::string text;  // For people.
  std::vector<std::string> referral;
};

[[nodiscard]] std::string ResultMessage(int id, LdapReplyKind kind,
                                        const LdapResult& result);
[[nodiscard]] std::string EntryMessage(int id, const Entry& entry,
                                       bool types_only);
[[nodiscard]] std::string ReferenceMessage(
    int id, const std::vector<std::string>& uris);

}  // namespace fake

#endif  // FAKE_SERVERS_LDAP_REPLY_H_
