// SPDX-License-Identifier: Apache-2.0

#include "codec/namespaces.h"
#include "codec/pox.h"

namespace autodiscover::codec {

std::string WritePoxRequest(std::string_view address) {
  XmlWriter writer;
  writer.Open("Autodiscover");
  writer.Attribute("xmlns", kPoxOutlookRequest);
  writer.Open("Request");
  writer.Leaf("EMailAddress", address);
  writer.Leaf("AcceptableResponseSchema", kPoxOutlookResponse);
  return writer.Finish();
}

}  // namespace autodiscover::codec
