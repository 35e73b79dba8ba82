// SPDX-License-Identifier: Apache-2.0

#include <array>

#include "codec/namespaces.h"
#include "codec/soap.h"

namespace autodiscover::codec {
namespace {

constexpr std::array<std::string_view, 4> kSettings = {
    "ExternalEwsUrl", "InternalEwsUrl", "AutoDiscoverSMTPAddress",
    "UserDisplayName"};

XmlNode Leaf(std::string name, std::string_view text) {
  return {.name = std::move(name), .text = std::string(text)};
}

XmlNode Branch(std::string name, std::vector<XmlNode> children) {
  return {.name = std::move(name), .children = std::move(children)};
}

}  // namespace

std::string WriteGetUserSettings(std::string_view address,
                                 std::string_view url) {
  XmlNode wanted{.name = "a:RequestedSettings"};
  for (const std::string_view setting : kSettings) {
    wanted.children.push_back(Leaf("a:Setting", setting));
  }
  const XmlNode users =
      Branch("a:Users", {Branch("a:User", {Leaf("a:Mailbox", address)})});
  const XmlNode header = Branch(
      "s:Header", {Leaf("a:RequestedServerVersion", "Exchange2010"),
                   Leaf("w:Action", kSoapGetUserSettings), Leaf("w:To", url)});
  const XmlNode body =
      Branch("s:Body", {Branch("a:GetUserSettingsRequestMessage",
                               {Branch("a:Request", {users, wanted})})});
  return WriteXml({.name = "s:Envelope",
                   .attributes = {{"xmlns:s", std::string(kSoapEnvelope11)},
                                  {"xmlns:a", std::string(kSoapAutodiscover)},
                                  {"xmlns:w", std::string(kAddressing)}},
                   .children = {header, body}});
}

}  // namespace autodiscover::codec
