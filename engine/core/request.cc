// SPDX-License-Identifier: Apache-2.0

#include "core/request.h"

#include <utility>

#include "base/strings.h"
#include "codec/mobile_sync.h"
#include "codec/namespaces.h"
#include "codec/pox.h"
#include "codec/soap.h"
#include "core/wanted.h"

namespace autodiscover::core {
namespace {

SendHttp Bounded(const Url& url, const Policy& policy) {
  return {.url = url.ToString(),
          .connect_limit = policy.connect_limit,
          .limit = policy.exchange_limit,
          .body_bytes_max = policy.body_bytes_max,
          .header_bytes_max = policy.header_bytes_max,
          .headers_max = policy.headers_max};
}

// POX-05. A server that is told so leaves EXCH and EXPR out; the URL of EWS is
// then in EXHTTP, which has to be asked for (POX-06).
void AddMapiHeaders(const Wanted& wanted, SendHttp& send) {
  if (Wants(wanted, Service::kMapi)) {
    send.headers.emplace_back("X-MapiHttpCapability", "1");
    send.headers.emplace_back("X-ClientCanHandle", "ExHttpInfo");
  }
}

}  // namespace

SendHttp MakeQuestion(Protocol protocol, const Url& url,
                      const EmailAddress& address, const Policy& policy) {
  SendHttp send = Bounded(url, policy);
  send.method = "POST";
  // Some servers compare this text byte for byte (POX-03).
  send.headers = {{"Content-Type", "text/xml; charset=utf-8"},
                  {"Accept", "text/xml"}};
  switch (protocol) {
    case Protocol::kPox:
      AddMapiHeaders(policy.wanted, send);
      send.body = codec::WritePoxRequest(address.text);
      break;
    case Protocol::kSoap:
      send.headers.emplace_back(
          "SOAPAction", StrCat("\"", codec::kSoapGetUserSettings, "\""));
      send.body = codec::WriteGetUserSettings(address.text, send.url,
                                              policy.wanted.settings);
      break;
    case Protocol::kMobileSync:
      send.body = codec::WriteMobileSyncRequest(address.text);
      break;
    case Protocol::kV2:  // V2Chain asks with a GET.
      break;
  }
  return send;
}

SendHttp MakeBareGet(const Url& url, const Policy& policy) {
  SendHttp send = Bounded(url, policy);
  send.method = "GET";
  return send;
}

}  // namespace autodiscover::core
