// SPDX-License-Identifier: Apache-2.0
//
// XML names on the wire. All begin with http:, whatever the published examples
// print.

#ifndef AUTODISCOVER_CODEC_NAMESPACES_H_
#define AUTODISCOVER_CODEC_NAMESPACES_H_

#include <string_view>

namespace autodiscover::codec {

// Spec: [MS-OXDSCLI] 1.3.
inline constexpr std::string_view kPoxOutlookRequest =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/"
    "2006";
inline constexpr std::string_view kPoxOutlookResponse =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/"
    "2006a";
inline constexpr std::string_view kPoxResponse =
    "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
inline constexpr std::string_view kPoxMobileSyncRequest =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/"
    "requestschema/2006";
inline constexpr std::string_view kPoxMobileSyncResponse =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/"
    "responseschema/2006";

// Spec: [MS-OXWSADISC] 2.2.
inline constexpr std::string_view kSoapAutodiscover =
    "http://schemas.microsoft.com/exchange/2010/Autodiscover";
inline constexpr std::string_view kSoapGetUserSettings =
    "http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/"
    "GetUserSettings";
inline constexpr std::string_view kSoapGetDomainSettings =
    "http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/"
    "GetDomainSettings";
inline constexpr std::string_view kSoapEnvelope11 =
    "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view kSoapEnvelope12 =
    "http://www.w3.org/2003/05/soap-envelope";
inline constexpr std::string_view kAddressing =
    "http://www.w3.org/2005/08/addressing";

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_NAMESPACES_H_
