// SPDX-License-Identifier: Apache-2.0

#include "http/test_requests.h"

namespace fake {
namespace {

std::string XmlRequest(const std::string& family, const std::string& answer) {
  const std::string base =
      "http://schemas.microsoft.com/exchange/autodiscover/" + family;
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Autodiscover xmlns=\"" +
         base +
         "/requestschema/2006\"><Request>"
         "<EMailAddress>ann@corp.test</EMailAddress>"
         "<AcceptableResponseSchema>" +
         base + "/responseschema/" + answer +
         "</AcceptableResponseSchema></Request></Autodiscover>";
}

Request Make(const std::string& method, const std::string& path) {
  Request request;
  request.method = method;
  request.target = path;
  request.raw_path = path;
  request.path = path;
  request.http_host = "mail.corp.test";
  request.version = "HTTP/1.1";
  request.headers = {{"Host", "mail.corp.test"}};
  return request;
}

}  // namespace

std::string PoxRequestText() { return XmlRequest("outlook", "2006a"); }

std::string MobileSyncRequestText() { return XmlRequest("mobilesync", "2006"); }

std::string SoapRequestText(const std::vector<std::string>& settings) {
  std::string wanted;
  for (const std::string& setting : settings) {
    wanted += "<a:Setting>" + setting + "</a:Setting>";
  }
  return R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover"
    xmlns:w="http://www.w3.org/2005/08/addressing"><s:Header>
  <a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion>
  <w:Action>http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings</w:Action>
  <w:To>https://mail.corp.test/autodiscover/autodiscover.svc</w:To>
</s:Header><s:Body><a:GetUserSettingsRequestMessage><a:Request>
  <a:Users><a:User><a:Mailbox>ann@corp.test</a:Mailbox></a:User></a:Users>
  <a:RequestedSettings>)" +
         wanted + R"(</a:RequestedSettings>
</a:Request></a:GetUserSettingsRequestMessage></s:Body></s:Envelope>)";
}

Request Get(const std::string& path) { return Make("GET", path); }

Request PostTo(const std::string& path, const std::string& body) {
  Request request = Make("POST", path);
  request.body = body;
  return request;
}

}  // namespace fake
