// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>

#include "codec/namespaces.h"
#include "codec/soap.h"

namespace autodiscover::codec {
namespace {

constexpr std::array<std::string_view, 4> kSettings = {
    "ExternalEwsUrl", "InternalEwsUrl", "AutoDiscoverSMTPAddress",
    "UserDisplayName"};

void WriteHeader(XmlWriter& writer, std::string_view url) {
  writer.Open("s:Header");
  writer.Leaf("a:RequestedServerVersion", "Exchange2010");
  writer.Leaf("w:Action", kSoapGetUserSettings);
  writer.Leaf("w:To", url);
  writer.Close();
}

void WriteBody(XmlWriter& writer, std::string_view address,
               const std::vector<std::string>& more) {
  writer.Open("s:Body");
  writer.Open("a:GetUserSettingsRequestMessage");
  writer.Open("a:Request");
  writer.Open("a:Users");
  writer.Open("a:User");
  writer.Leaf("a:Mailbox", address);
  writer.Close();
  writer.Close();
  writer.Open("a:RequestedSettings");
  for (const std::string_view setting : kSettings) {
    writer.Leaf("a:Setting", setting);
  }
  for (const std::string& setting : more) {
    if (std::ranges::find(kSettings, setting) == kSettings.end()) {
      writer.Leaf("a:Setting", setting);
    }
  }
}

}  // namespace

std::string WriteGetUserSettings(std::string_view address, std::string_view url,
                                 const std::vector<std::string>& more) {
  XmlWriter writer;
  writer.Open("s:Envelope");
  writer.Attribute("xmlns:s", kSoapEnvelope11);
  writer.Attribute("xmlns:a", kSoapAutodiscover);
  writer.Attribute("xmlns:w", kAddressing);
  WriteHeader(writer, url);
  WriteBody(writer, address, more);
  return writer.Finish();
}

}  // namespace autodiscover::codec
