// SPDX-License-Identifier: Apache-2.0
//
// BER elements of liblber with an owner. Only the files that read or write
// messages include this.

#ifndef FAKE_SERVERS_LDAP_BER_H_
#define FAKE_SERVERS_LDAP_BER_H_

#include <memory>
#include <string>

#include <lber.h>

namespace fake {

struct BerDeleter {
  void operator()(BerElement* ber) const { ber_free(ber, 1); }
};
using BerPtr = std::unique_ptr<BerElement, BerDeleter>;

[[nodiscard]] inline std::string TextOf(const berval& value) {
  return value.bv_val == nullptr ? std::string()
                                 : std::string(value.bv_val, value.bv_len);
}

}  // namespace fake

#endif  // FAKE_SERVERS_LDAP_BER_H_
