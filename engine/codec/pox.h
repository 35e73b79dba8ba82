// SPDX-License-Identifier: Apache-2.0
//
// Autodiscover in plain XML: the Outlook schema. Spec: [MS-OXDSCLI] 2.2.

#ifndef AUTODISCOVER_CODEC_POX_H_
#define AUTODISCOVER_CODEC_POX_H_

#include <string>
#include <string_view>

#include "codec/answer.h"
#include "codec/xml.h"

namespace autodiscover::codec {

// The body of a request for `address` (POX-02), an address and no LegacyDN
// (POX-04).
std::string WritePoxRequest(std::string_view address);

// Reads the body of a 200 answer; its Content-Type does not matter (POX-07).
// Never fails: what cannot be read is NoAnswer.
Answer ReadPoxResponse(std::string_view body, const XmlLimits& limits);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_POX_H_
