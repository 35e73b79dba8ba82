// SPDX-License-Identifier: Apache-2.0

#include "codec/test_bodies.h"

#include "base/strings.h"

namespace autodiscover::codec::testing {
namespace {

constexpr std::string_view kDeclaration =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n";
constexpr std::string_view kOuter =
    "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/"
    "responseschema/2006\">";
constexpr std::string_view kInner =
    "<Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/"
    "outlook/responseschema/2006a\">";
constexpr std::string_view kEnd = "</Response></Autodiscover>";

}  // namespace

std::string PoxAccount(std::string_view inside) {
  return StrCat(kDeclaration, kOuter, kInner,
                "<User><DisplayName>Ann</DisplayName></User><Account>", inside,
                "</Account>", kEnd);
}

std::string PoxSettings(std::string_view ews_url) {
  return PoxAccount(
      StrCat("<AccountType>email</AccountType><Action>settings</Action>"
             "<Protocol><Type>EXPR</Type><EwsUrl>",
             ews_url, "</EwsUrl></Protocol>"));
}

std::string PoxRedirectUrl(std::string_view url) {
  return PoxAccount(StrCat("<Action>redirectUrl</Action><RedirectUrl>", url,
                           "</RedirectUrl>"));
}

std::string PoxRedirectAddress(std::string_view address) {
  return PoxAccount(StrCat("<Action>redirectAddr</Action><RedirectAddr>",
                           address, "</RedirectAddr>"));
}

std::string PoxError(std::string_view code, std::string_view message) {
  return StrCat(kDeclaration, kOuter,
                R"(<Response><Error Time="10:20:30.1" Id="123"><ErrorCode>)",
                code, "</ErrorCode><Message>", message,
                "</Message><DebugData /></Error>", kEnd);
}

std::string MobileSyncAction(std::string_view inside) {
  return StrCat(kDeclaration, kOuter,
                "<Response xmlns=\"http://schemas.microsoft.com/exchange/"
                "autodiscover/mobilesync/responseschema/2006\"><Culture>en:us"
                "</Culture><User><DisplayName>Ann</DisplayName><EMailAddress>"
                "ann@corp.test</EMailAddress></User><Action>",
                inside, "</Action>", kEnd);
}

std::string MobileSyncSettings(std::string_view url) {
  return MobileSyncAction(StrCat("<Settings><Server><Type>MobileSync</Type>",
                                 "<Url>", url, "</Url><Name>", url,
                                 "</Name></Server></Settings>"));
}

std::string SoapBody(std::string_view inside) {
  return StrCat(
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
      "<s:Header/><s:Body>",
      inside, "</s:Body></s:Envelope>");
}

std::string SoapUser(std::string_view inside) {
  return SoapBody(StrCat(
      "<GetUserSettingsResponseMessage xmlns=\"http://schemas.microsoft.com/"
      "exchange/2010/Autodiscover\"><Response xmlns:i=\"http://www.w3.org/2001/"
      "XMLSchema-instance\"><ErrorCode>NoError</ErrorCode><ErrorMessage />"
      "<UserResponses><UserResponse>",
      inside,
      "</UserResponse></UserResponses></Response>"
      "</GetUserSettingsResponseMessage>"));
}

std::string SoapSettings(std::string_view ews_url) {
  return SoapUser(StrCat(
      "<ErrorCode>NoError</ErrorCode><ErrorMessage>No error.</ErrorMessage>"
      "<RedirectTarget i:nil=\"true\" /><UserSettingErrors /><UserSettings>"
      "<UserSetting "
      "i:type=\"StringSetting\"><Name>ExternalEwsUrl</Name><Value>",
      ews_url, "</Value></UserSetting></UserSettings>"));
}

std::string SoapUserError(std::string_view code, std::string_view target) {
  return SoapUser(StrCat("<ErrorCode>", code,
                         "</ErrorCode><ErrorMessage>Because.</ErrorMessage>"
                         "<RedirectTarget>",
                         target,
                         "</RedirectTarget><UserSettingErrors />"
                         "<UserSettings />"));
}

std::string SoapFault(std::string_view code, std::string_view message) {
  return SoapBody(StrCat("<s:Fault><faultcode>", code,
                         "</faultcode><faultstring>", message,
                         "</faultstring></s:Fault>"));
}

}  // namespace autodiscover::codec::testing
