// SPDX-License-Identifier: Apache-2.0
//
// The settings of one user, or one domain, in a SOAP answer: which element
// becomes which field.

#ifndef AUTODISCOVER_CODEC_SOAP_SETTINGS_H_
#define AUTODISCOVER_CODEC_SOAP_SETTINGS_H_

#include <optional>

#include "autodiscover/settings.h"

#include "codec/xml.h"

namespace autodiscover::codec {

// `user` is a UserResponse. Kinds of settings that are not known are passed
// over (SOAP-15); a setting that could not be given is no error of the answer
// (SOAP-05, SOAP-09). Spec: [MS-OXWSADISC] 3.1.4.2.
Settings ReadUserSettings(const XmlElement& user);

// The same of a DomainResponse. Spec: [MS-OXWSADISC] 3.1.4.1.
Settings ReadDomainSettings(const XmlElement& domain);

// ServerVersionInfo in the Header of an envelope. A hint: what cannot be read
// is absent (SOAP-17).
std::optional<ServerVersion> ReadServerVersion(const XmlElement& header);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_SOAP_SETTINGS_H_
