// SPDX-License-Identifier: Apache-2.0

#include "base/strings.h"
#include "codec/digest_challenge.h"
#include "codec/www_authenticate.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const auto& challenge :
       autodiscover::codec::ParseWwwAuthenticate(AsText(data, size))) {
    MustHold(!challenge.scheme.empty());
    MustHold(challenge.scheme == autodiscover::ToAsciiLower(challenge.scheme));
    MustHold(challenge.token68.empty() || challenge.parameters.empty());
    const auto digest = autodiscover::codec::ReadDigestChallenge(challenge);
    MustHold(!digest || !digest->nonce.empty());
  }
  return 0;
}
