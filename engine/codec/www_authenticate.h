// SPDX-License-Identifier: Apache-2.0
//
// Reads WWW-Authenticate: which ways to log in a server offers.

#ifndef AUTODISCOVER_CODEC_WWW_AUTHENTICATE_H_
#define AUTODISCOVER_CODEC_WWW_AUTHENTICATE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace autodiscover::codec {

struct Challenge {
  std::string scheme;   // Lower case: "basic", "negotiate", "ntlm".
  std::string token68;  // "TlRMTVNTUAAC…"; or empty.
  // Lower-case name → value without its quotes. The first of a name counts.
  std::map<std::string, std::string> parameters;

  bool operator==(const Challenge&) const = default;
};

// The challenges in one header value, in order; call it once for each header.
// Takes what servers send: any case, several in one header, commas in quotes,
// empty list members, unknown schemes (AUTH-08). What cannot be read is skipped
// up to the next comma. Spec: RFC 9110 11.2, 11.3, 11.6.1.
std::vector<Challenge> ParseWwwAuthenticate(std::string_view value);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_WWW_AUTHENTICATE_H_
