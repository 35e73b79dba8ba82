// SPDX-License-Identifier: Apache-2.0

#include "ldap/request.h"

#include <utility>

#include <ldap.h>

#include "ldap/ber.h"
#include "ldap/filter_reader.h"

namespace fake {
namespace {

constexpr std::size_t kMessageMax = 64UL * 1024;
constexpr unsigned char kSequence = 0x30;
constexpr unsigned char kLongForm = 0x80;
constexpr std::size_t kLengthBytesMax = 4;

std::optional<BindRequest> ReadBind(BerElement* ber) {
  BindRequest bind;
  ber_int_t version = 0;
  berval name = {};
  ber_tag_t method = 0;
  if (ber_scanf(ber, "{imt", &version, &name, &method) == LBER_ERROR) {
    return std::nullopt;
  }
  bind.version = version;
  bind.name = TextOf(name);
  berval value = {};
  if (method == LDAP_AUTH_SIMPLE) {
    if (ber_scanf(ber, "m", &value) == LBER_ERROR) {
      return std::nullopt;
    }
    bind.password = TextOf(value);
    return bind;
  }
  if (method != LDAP_AUTH_SASL || ber_scanf(ber, "{m", &value) == LBER_ERROR) {
    return std::nullopt;
  }
  bind.simple = false;
  bind.mechanism = TextOf(value);
  return bind;
}

SearchScope ScopeOf(ber_int_t number) {
  switch (number) {
    case LDAP_SCOPE_BASE:
      return SearchScope::kBase;
    case LDAP_SCOPE_ONELEVEL:
      return SearchScope::kOne;
    case LDAP_SCOPE_SUBTREE:
      return SearchScope::kSubtree;
    default:
      return SearchScope::kOther;
  }
}

std::optional<SearchRequest> ReadSearch(BerElement* ber) {
  SearchRequest search;
  berval base = {};
  ber_int_t scope = 0;
  ber_int_t aliases = 0;
  ber_int_t size_limit = 0;
  ber_int_t time_limit = 0;
  ber_int_t types_only = 0;
  if (ber_scanf(ber, "{meeiib", &base, &scope, &aliases, &size_limit,
                &time_limit, &types_only) == LBER_ERROR) {
    return std::nullopt;
  }
  search.base = TextOf(base);
  search.scope = ScopeOf(scope);
  search.size_limit = size_limit;
  search.types_only = types_only != 0;
  std::optional<Filter> filter = ReadFilter(ber);
  if (!filter) {
    return std::nullopt;
  }
  search.filter = *std::move(filter);
  ber_len_t length = 0;
  char* last = nullptr;
  for (ber_tag_t tag = ber_first_element(ber, &length, &last);
       tag != LBER_DEFAULT; tag = ber_next_element(ber, &length, last)) {
    berval name = {};
    if (ber_scanf(ber, "m", &name) == LBER_ERROR) {
      return std::nullopt;
    }
    search.attributes.push_back(TextOf(name));
  }
  return search;
}

std::optional<ExtendedRequest> ReadExtended(BerElement* ber) {
  berval name = {};
  if (ber_scanf(ber, "{m", &name) == LBER_ERROR) {
    return std::nullopt;
  }
  return ExtendedRequest{.name = TextOf(name)};
}

template <typename Operation>
std::optional<LdapRequest> With(ber_int_t id,
                                std::optional<Operation> operation) {
  if (!operation) {
    return std::nullopt;
  }
  return LdapRequest{.id = id, .operation = *std::move(operation)};
}

}  // namespace

std::optional<std::size_t> MessageLength(std::string_view bytes) {
  const auto byte = [bytes](std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
  };
  if (!bytes.empty() && byte(0) != kSequence) {
    return std::nullopt;
  }
  if (bytes.size() < 2) {
    return 0;
  }
  std::size_t head = 2;
  std::size_t length = byte(1);
  if (length >= kLongForm) {
    const std::size_t count = length - kLongForm;
    if (count == 0 || count > kLengthBytesMax) {
      return std::nullopt;  // Of indefinite length, which LDAP forbids.
    }
    if (bytes.size() < head + count) {
      return 0;
    }
    length = 0;
    for (; head < 2 + count; ++head) {
      length = length << 8U | byte(head);
    }
  }
  if (length > kMessageMax) {
    return std::nullopt;
  }
  return head + length;
}

std::optional<LdapRequest> ReadLdapRequest(std::string_view message) {
  // liblber keeps its own copy, and only wants to be told that it may.
  berval bytes = {.bv_len = message.size(),
                  .bv_val = const_cast<char*>(message.data())};
  const BerPtr ber(ber_init(&bytes));
  ber_int_t id = 0;
  ber_tag_t tag = 0;
  if (ber == nullptr || ber_scanf(ber.get(), "{it", &id, &tag) == LBER_ERROR) {
    return std::nullopt;
  }
  switch (tag) {
    case LDAP_REQ_BIND:
      return With(id, ReadBind(ber.get()));
    case LDAP_REQ_UNBIND:
      return LdapRequest{.id = id, .operation = UnbindRequest()};
    case LDAP_REQ_SEARCH:
      return With(id, ReadSearch(ber.get()));
    case LDAP_REQ_ABANDON:
      return LdapRequest{.id = id, .operation = AbandonRequest()};
    case LDAP_REQ_EXTENDED:
      return With(id, ReadExtended(ber.get()));
    default:
      return LdapRequest{.id = id, .operation = OtherRequest()};
  }
}

}  // namespace fake
