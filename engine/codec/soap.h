// SPDX-License-Identifier: Apache-2.0
//
// Autodiscover over SOAP 1.1: GetUserSettings. Spec: [MS-OXWSADISC] 3.1.4.

#ifndef AUTODISCOVER_CODEC_SOAP_H_
#define AUTODISCOVER_CODEC_SOAP_H_

#include <string>
#include <string_view>
#include <vector>

#include "codec/answer.h"
#include "codec/xml.h"

namespace autodiscover::codec {

// The body of a request to `url` (the `To` header: it follows every redirect,
// SOAP-02) for the settings that the engine uses and those of `more`, and no
// others (SOAP-04).
std::string WriteGetUserSettings(std::string_view address, std::string_view url,
                                 const std::vector<std::string>& more);

// Reads the body of an answer, whatever its HTTP status: faults come with 500
// (SOAP-11). Success needs NoError for the response and for the user; what is
// missing of the settings alone is no error (SOAP-05, SOAP-09). Settings where
// neither says anything are success, too: Exchange 2010 answered so. Never
// fails: what cannot be read is NoAnswer.
Answer ReadGetUserSettings(std::string_view body, const XmlLimits& limits);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_SOAP_H_
