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

void AddSoapAction(std::string_view action, SendHttp& send) {
  send.headers.emplace_back("SOAPAction", StrCat("\"", action, "\""));
}

}  // namespace

SendHttp MakeQuestion(const Question& question, const Policy& policy) {
  SendHttp send = Bounded(question.url, policy);
  const std::string& address = question.address.text;
  send.method = "POST";
  // Some servers compare this text byte for byte (POX-03).
  send.headers = {{"Content-Type", "text/xml; charset=utf-8"},
                  {"Accept", "text/xml"}};
  codec::SoapQuestion soap{.url = send.url,
                           .settings = policy.wanted.settings,
                           .version = question.soap_version};
  switch (question.protocol) {
    case Protocol::kPox:
      AddMapiHeaders(policy.wanted, send);
      send.body = codec::WritePoxRequest(address);
      break;
    case Protocol::kSoap:
      AddSoapAction(codec::kSoapGetUserSettings, send);
      soap.about = question.fellows;
      soap.about.insert(soap.about.begin(), address);
      send.body = codec::WriteGetUserSettings(soap);
      break;
    case Protocol::kDomainSettings:
      AddSoapAction(codec::kSoapGetDomainSettings, send);
      soap.about = {question.address.domain};
      send.body = codec::WriteGetDomainSettings(soap);
      break;
    case Protocol::kMobileSync:
    case Protocol::kV2:  // Not here: V2Chain asks with a GET.
      send.body = codec::WriteMobileSyncRequest(address);
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
