// SPDX-License-Identifier: Apache-2.0
//
// Autodiscover over SOAP 1.1: GetUserSettings and GetDomainSettings.
// Spec: [MS-OXWSADISC] 3.1.4.

#ifndef AUTODISCOVER_CODEC_SOAP_H_
#define AUTODISCOVER_CODEC_SOAP_H_

#include <string>
#include <string_view>
#include <vector>

#include "codec/answer.h"
#include "codec/xml.h"

namespace autodiscover::codec {

// The oldest version of the protocol, which every server knows. Names of EWS
// versions are others.
inline constexpr std::string_view kSoapOldestVersion = "Exchange2010";

struct SoapQuestion {
  // Mailboxes, or one domain. REQUIRES: not empty (SOAP-03).
  std::vector<std::string> about;
  std::string_view url;  // Where it goes (SOAP-02).
  // Settings besides those that the engine uses; no others are asked for
  // (SOAP-04).
  std::vector<std::string> settings;
  std::string_view version = kSoapOldestVersion;
};

std::string WriteGetUserSettings(const SoapQuestion& question);
std::string WriteGetDomainSettings(const SoapQuestion& question);

// Reads the body of an answer, whatever its HTTP status: faults come with 500
// (SOAP-11). Success needs NoError for the response and for the first user;
// what is missing of the settings alone is no error (SOAP-05, SOAP-09).
// Settings where neither says anything are success, too: Exchange 2010 answered
// so. What is said of `others`, the users after the first, goes by its place
// and stands beside the answer (SOAP-14). Never fails: what cannot be read is
// NoAnswer.
Answer ReadGetUserSettings(std::string_view body, const XmlLimits& limits,
                           const std::vector<std::string>& others = {});

// The same for one domain. Its settings are in Settings::named.
Answer ReadGetDomainSettings(std::string_view body, const XmlLimits& limits);

// Whether an error means that the server does not take the version asked for.
bool IsVersionRefused(const ErrorAnswer& error);
// The version to ask for instead of kSoapOldestVersion: the server's own, or
// one that those servers know that may have forgotten the oldest.
std::string VersionInstead(const ErrorAnswer& error);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_SOAP_H_
