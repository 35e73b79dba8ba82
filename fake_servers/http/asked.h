// SPDX-License-Identifier: Apache-2.0
//
// What a request asks for: which protocol it speaks, for whom, and whether a
// real Exchange would understand it.

#ifndef FAKE_SERVERS_HTTP_ASKED_H_
#define FAKE_SERVERS_HTTP_ASKED_H_

#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace fake {

enum class Protocol { kNone, kPox, kSoap, kMobileSync, kV2 };

// pox, soap, mobilesync, v2, none
[[nodiscard]] std::string ToString(Protocol protocol);

// The four kinds of place to ask at, by the path's segments in any case.
enum class Endpoint { kOther, kXml, kSvc, kJson };

[[nodiscard]] Endpoint EndpointOf(std::string_view path);

// Why a request cannot be answered.
enum class Objection {
  kNone,
  kMethod,        // Not one that is answered at all.
  kNotTheSchema,  // Not a request of this protocol.
  kNoProvider,    // POX: nobody makes the schema that it would accept.
  kSoapAction,    // SOAP: an operation that is not served.
  kSoapHeader,    // SOAP: a header is missing.
  kNothingAsked,  // SOAP: no user or no setting. V2: no protocol.
};

struct Asked {
  Protocol protocol = Protocol::kNone;
  Objection objection = Objection::kNone;
  std::string detail;  // Of the objection, for people.
  std::vector<std::string> addresses;
  std::vector<std::string> settings;  // SOAP, in the order asked.
  std::string v2_protocol;
  [[nodiscard]] std::string address() const {
    return addresses.empty() ? "" : addresses.front();
  }
};

// Pure.
[[nodiscard]] Asked ReadAsked(const Request& request);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_ASKED_H_
