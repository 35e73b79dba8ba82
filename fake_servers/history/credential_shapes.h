// SPDX-License-Identifier: Apache-2.0
//
// Finds credentials by their shape, whoever made them and from whatever
// password: whoever has one can guess the password at leisure, or hand it on.

#ifndef FAKE_SERVERS_HISTORY_CREDENTIAL_SHAPES_H_
#define FAKE_SERVERS_HISTORY_CREDENTIAL_SHAPES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fake {

struct CredentialShape {
  std::string form;  // ntlm-response, kerberos, digest-response
  std::size_t begin = 0;
  std::size_t end = 0;
};

// `text` is decoded already.
[[nodiscard]] std::vector<CredentialShape> FindCredentials(
    std::string_view text);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_CREDENTIAL_SHAPES_H_
