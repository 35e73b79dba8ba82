// SPDX-License-Identifier: Apache-2.0
//
// The hash functions and the cipher of the old authentication protocols, from
// OpenSSL. MD4 and RC4 are in its legacy provider (a module of the package
// libssl3), which is loaded for this file alone.

#ifndef FAKE_SERVERS_AUTH_HASHES_H_
#define FAKE_SERVERS_AUTH_HASHES_H_

#include <string>
#include <string_view>

namespace fake {

// Whether MD4 and RC4 can be computed here. False where OpenSSL was built
// without its legacy provider, or does not find it.
[[nodiscard]] bool HasLegacyHashes();

// Each gives raw bytes; nothing if it cannot be computed.
[[nodiscard]] std::string Md4(std::string_view bytes);
[[nodiscard]] std::string Md5(std::string_view bytes);
[[nodiscard]] std::string Sha256(std::string_view bytes);
[[nodiscard]] std::string HmacMd5(std::string_view key, std::string_view bytes);
[[nodiscard]] std::string Rc4(std::string_view key, std::string_view bytes);

}  // namespace fake

#endif  // FAKE_SERVERS_AUTH_HASHES_H_
