// SPDX-License-Identifier: Apache-2.0

#include "codec/namespaces.h"
#include "codec/pox.h"

namespace autodiscover::codec {

std::string WritePoxRequest(std::string_view address) {
  const XmlNode email{.name = "EMailAddress", .text = std::string(address)};
  const XmlNode schema{.name = "AcceptableResponseSchema",
                       .text = std::string(kPoxOutlookResponse)};
  return WriteXml(
      {.name = "Autodiscover",
       .attributes = {{"xmlns", std::string(kPoxOutlookRequest)}},
       .children = {{.name = "Request", .children = {email, schema}}}});
}

}  // namespace autodiscover::codec
