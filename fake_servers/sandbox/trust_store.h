// SPDX-License-Identifier: Apache-2.0
//
// Makes the world's root the only one that programs in the sandbox trust.

#ifndef FAKE_SERVERS_SANDBOX_TRUST_STORE_H_
#define FAKE_SERVERS_SANDBOX_TRUST_STORE_H_

#include <optional>
#include <string>

namespace fake {

// Writes `root_pem` into `directory`, for programs that read one bundle
// (`ca-certificates.crt`) and for those that look a subject's hash up
// (`01234567.0`). Nothing on success, else one sentence.
[[nodiscard]] std::optional<std::string> WriteTrustStore(
    const std::string& root_pem, const std::string& directory);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_TRUST_STORE_H_
