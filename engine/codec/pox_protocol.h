// SPDX-License-Identifier: Apache-2.0
//
// One Protocol block of a POX answer: which element becomes which field.

#ifndef AUTODISCOVER_CODEC_POX_PROTOCOL_H_
#define AUTODISCOVER_CODEC_POX_PROTOCOL_H_

#include "autodiscover/settings.h"

#include "codec/xml.h"

namespace autodiscover::codec {

// Spec: [MS-OXDSCLI] 2.2.4.1.1.2.6.
ProtocolSettings ReadProtocol(const XmlElement& element);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_POX_PROTOCOL_H_
