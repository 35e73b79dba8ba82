// SPDX-License-Identifier: Apache-2.0
//
// Autodiscover in plain XML as ActiveSync devices speak it.
// Spec: [MS-ASCMD] 2.2.1.1.

#ifndef AUTODISCOVER_CODEC_MOBILE_SYNC_H_
#define AUTODISCOVER_CODEC_MOBILE_SYNC_H_

#include <string>
#include <string_view>

#include "codec/answer.h"
#include "codec/xml.h"

namespace autodiscover::codec {

// The body of a request for `address` (AS-01).
std::string WriteMobileSyncRequest(std::string_view address);

// Reads the body of a 200 answer. The frame's errors and the provider's are
// both ErrorAnswer; the provider's Status is then "Status N" (AS-04). Never
// fails: what cannot be read is NoAnswer.
Answer ReadMobileSyncResponse(std::string_view body, const XmlLimits& limits);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_MOBILE_SYNC_H_
