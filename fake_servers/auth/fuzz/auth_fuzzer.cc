// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are a token of a scheme, or none: never an admission without the
// password. The first byte chooses the scheme.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "auth/digest_guard.h"
#include "auth/negotiation.h"
#include "auth/spnego.h"
#include "history/credential_shapes.h"

namespace {

void Require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

void CheckLegs(std::string_view token, bool negotiate) {
  static const fake::NtlmOptions options;
  static fake::NtlmServer server(options, "mail.corp.test");
  fake::Directory directory(
      fake::Directory::Accounts{{"ann", "correct horse"}});
  fake::Negotiation connection;
  // The second time there may be an exchange to go on with.
  for (int leg = 0; leg < 2; ++leg) {
    const fake::Leg next =
        negotiate ? connection.StepNegotiate(token, server, directory)
                  : connection.StepNtlm(token, server, directory);
    Require(next.state != fake::Leg::State::kAccepted);
    Require(connection.user().empty());
  }
}

void CheckDigest(std::string_view token) {
  static const fake::DigestOptions options;
  fake::DigestGuard guard(options, "corp");
  fake::Directory directory(
      fake::Directory::Accounts{{"ann", "correct horse"}});
  (void)guard.Challenges(false);
  Require(!guard.Check(token, "/", {.method = "GET"}, directory).accepted);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string_view token(reinterpret_cast<const char*>(data + 1),
                               size - 1);
  for (const fake::CredentialShape& shape : fake::FindCredentials(token)) {
    Require(shape.begin < shape.end && shape.end <= token.size());
  }
  switch (data[0]) {
    case 'd':
      CheckDigest(token);
      break;
    case 'n':
      CheckLegs(token, /*negotiate=*/false);
      break;
    default:
      CheckLegs(token, /*negotiate=*/true);
      break;
  }
  return 0;
}
