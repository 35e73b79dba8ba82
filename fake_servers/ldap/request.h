// SPDX-License-Identifier: Apache-2.0
//
// What a client asks of a directory, read from the bytes of the wire (RFC
// 4511) with liblber.

#ifndef FAKE_SERVERS_LDAP_REQUEST_H_
#define FAKE_SERVERS_LDAP_REQUEST_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ldap/filter.h"

namespace fake {

struct BindRequest {
  int version = 3;
  std::string name;
  bool simple = true;
  std::string password;   // Of a simple bind.
  std::string mechanism;  // Of SASL.
};

enum class SearchScope { kBase, kOne, kSubtree, kOther };

struct SearchRequest {
  std::string base;
  SearchScope scope = SearchScope::kBase;
  int size_limit = 0;  // 0: none.
  bool types_only = false;
  Filter filter;
  std::vector<std::string> attributes;  // Empty: all.
};

struct UnbindRequest {};
struct AbandonRequest {};
struct ExtendedRequest {
  std::string name;  // An object identifier.
};
// An operation that no client of ours needs.
struct OtherRequest {};

struct LdapRequest {
  int id = 0;
  std::variant<OtherRequest, BindRequest, UnbindRequest, SearchRequest,
               AbandonRequest, ExtendedRequest>
      operation;
};

// The length of the message that `bytes` begins with. 0: more bytes are needed
// to say. Nothing: this is no message, or a larger one than any client sends.
[[nodiscard]] std::optional<std::size_t> MessageLength(std::string_view bytes);

// `message` is a whole one. Nothing: it is malformed.
[[nodiscard]] std::optional<LdapRequest> ReadLdapRequest(
    std::string_view message);

}  // namespace fake

#endif  // FAKE_SERVERS_LDAP_REQUEST_H_
