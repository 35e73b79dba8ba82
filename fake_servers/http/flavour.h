// SPDX-License-Identifier: Apache-2.0
//
// What differs between the servers of the field: versions, headers, and what
// they do not speak at all.

#ifndef FAKE_SERVERS_HTTP_FLAVOUR_H_
#define FAKE_SERVERS_HTTP_FLAVOUR_H_

#include <string>
#include <vector>

#include "http/asked.h"
#include "world/world.h"

namespace fake {

struct FlavourFacts {
  bool exchange = false;
  bool online = false;
  // Of the server; 0 where it is not Exchange.
  unsigned major = 0;
  unsigned minor = 0;
  unsigned build = 0;
  unsigned revision = 0;
  const char* soap_version = "";  // ServerVersionInfo's Version.
  const char* server = "";        // The Server header.
  const char* aspnet = "";
  const char* xml_type = "text/xml; charset=utf-8";
  bool declaration = true;  // <?xml … ?>
  bool one_line = false;
  std::vector<Protocol> speaks;
};

[[nodiscard]] const FlavourFacts& FactsOf(Flavour flavour);

[[nodiscard]] bool Speaks(Flavour flavour, Protocol protocol);

// 15.1.2507 as MS-OXDSCLI writes it in ServerVersion: 73C189CB.
[[nodiscard]] std::string PoxServerVersion(const FlavourFacts& facts);

// 15.01.2507.006
[[nodiscard]] std::string CasVersion(const FlavourFacts& facts);

// The protocols that settings of this server name, in its order.
[[nodiscard]] std::vector<PoxProtocol> ProtocolsOf(Flavour flavour);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_FLAVOUR_H_
