// SPDX-License-Identifier: Apache-2.0

#include "codec/namespaces.h"
#include "codec/pox.h"
#include "codec/pox_elements.h"

namespace autodiscover::codec {

std::string WritePoxRequest(std::string_view address) {
  return WritePlainRequest(kPoxOutlookRequest, kPoxOutlookResponse, address);
}

}  // namespace autodiscover::codec
