// SPDX-License-Identifier: Apache-2.0
//
// Autodiscover V2: one anonymous GET, answered in JSON. There is no public
// specification; behaviour of Exchange, CSS-Exchange, gromox and mailcow.

#ifndef AUTODISCOVER_CODEC_V2_H_
#define AUTODISCOVER_CODEC_V2_H_

#include <string>
#include <string_view>

#include "autodiscover/policy.h"

#include "base/url.h"
#include "codec/answer.h"

namespace autodiscover::codec {

// The names of what can be asked for, as Exchange writes them.
inline constexpr std::string_view kV2Ews = "Ews";
inline constexpr std::string_view kV2ActiveSync = "ActiveSync";
// A URL of POX or SOAP, which knows more.
inline constexpr std::string_view kV2Older = "AutodiscoverV1";

// The question for `protocol` at `base`, whose path ends in autodiscover.json,
// or which is such a question itself (V2-01, V2-03).
Url V2Question(Url base, V2Form form, std::string_view address,
               std::string_view protocol);

// Reads the body of an answer to that question, whatever its status (V2-05).
// Settings have the one URL in Settings::v2, under `protocol` (V2-04, V2-09).
// Never fails: what cannot be read is NoAnswer, and foreign.
Answer ReadV2Response(std::string_view body, std::string_view protocol);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_V2_H_
