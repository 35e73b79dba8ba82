// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <utility>

#include "base/strings.h"
#include "codec/namespaces.h"
#include "codec/pox.h"

namespace autodiscover::codec {
namespace {

// Servers put inner elements in any of the response namespaces, declared or
// inherited (POX-09, ERR-04).
bool IsOurs(const XmlElement& element) {
  constexpr std::array kNamespaces = {kPoxResponse, kPoxOutlookResponse,
                                      kPoxMobileSyncResponse};
  return std::ranges::find(kNamespaces, element.name_space) !=
         kNamespaces.end();
}

const XmlElement* OurChild(const XmlElement& parent, std::string_view name) {
  const auto found =
      std::ranges::find_if(parent.children, [name](const XmlElement& child) {
        return child.name == name && IsOurs(child);
      });
  return found == parent.children.end() ? nullptr : &*found;
}

std::string OurText(const XmlElement& parent, std::string_view name) {
  const XmlElement* child = OurChild(parent, name);
  return child == nullptr ? "" : std::string(Trim(child->text));
}

NoAnswer Broken(std::string why) { return {.why = std::move(why)}; }

ErrorAnswer ReadError(const XmlElement& error) {
  return {.code = OurText(error, "ErrorCode"),
          .message = OurText(error, "Message"),
          .debug_data = OurText(error, "DebugData"),
          .time = std::string(error.Attribute("Time")),
          .id = std::string(error.Attribute("Id"))};
}

// `MailStore/ExternalUrl` of a mapiHttp block becomes "MailStore.ExternalUrl".
// Deeper blocks, such as the Protocols inside WEB, are not the outer one's
// (POX-14).
void ReadValues(const XmlElement& protocol,
                std::map<std::string, std::string>& values) {
  for (const XmlElement& child : protocol.children) {
    if (!IsOurs(child)) {
      continue;
    }
    if (child.children.empty()) {
      values.emplace(child.name, Trim(child.text));
      continue;
    }
    if (child.name != "MailStore" && child.name != "AddressBook") {
      continue;
    }
    for (const XmlElement& leaf : child.children) {
      values.emplace(StrCat(child.name, ".", leaf.name), Trim(leaf.text));
    }
  }
}

ProtocolSettings ReadProtocol(const XmlElement& element) {
  ProtocolSettings protocol;
  // A mapiHttp block has its type as an attribute (POX-13).
  protocol.type = OurText(element, "Type");
  if (protocol.type.empty()) {
    protocol.type = std::string(Trim(element.Attribute("Type")));
  }
  ReadValues(element, protocol.values);
  return protocol;
}

Answer ReadSettings(const XmlElement& response, const XmlElement& account) {
  Settings settings;
  if (const XmlElement* user = OurChild(response, "User")) {
    settings.display_name = OurText(*user, "DisplayName");
    settings.smtp_address = OurText(*user, "AutoDiscoverSMTPAddress");
  }
  for (const XmlElement& child : account.children) {
    if (child.name == "Protocol" && IsOurs(child)) {
      settings.protocols.push_back(ReadProtocol(child));
    }
  }
  return SettingsAnswer{.settings = std::move(settings)};
}

// POX-10. Where `Action` is absent the content decides; a redirect and settings
// at once are settings only if Action says so.
Answer ReadAccount(const XmlElement& response, const XmlElement& account) {
  const std::string action = OurText(account, "Action");
  const std::string url = OurText(account, "RedirectUrl");
  const std::string address = OurText(account, "RedirectAddr");
  if (EqualsIgnoreCase(action, "redirectUrl")) {
    return url.empty() ? Answer(Broken("redirects, but says not where"))
                       : Answer(RedirectUrlAnswer{.url = url});
  }
  if (EqualsIgnoreCase(action, "redirectAddr")) {
    return address.empty() ? Answer(Broken("redirects, but says not where"))
                           : Answer(RedirectAddressAnswer{.address = address});
  }
  const bool has_protocol = OurChild(account, "Protocol") != nullptr;
  if (EqualsIgnoreCase(action, "settings") ||
      (action.empty() && has_protocol)) {
    return ReadSettings(response, account);
  }
  return action.empty() ? Broken("says neither settings nor a redirect")
                        : Broken(StrCat("asks for the unknown action \"",
                                        SafeText(action, 40), "\""));
}

Answer ReadResponse(const XmlElement& response) {
  if (const XmlElement* error = OurChild(response, "Error")) {
    return ReadError(*error);
  }
  const XmlElement* account = OurChild(response, "Account");
  if (account == nullptr) {
    return Broken("has no Account in it");
  }
  if (const XmlElement* error = OurChild(*account, "Error")) {
    return ReadError(*error);
  }
  return ReadAccount(response, *account);
}

}  // namespace

Answer ReadPoxResponse(std::string_view body, const XmlLimits& limits) {
  const Result<XmlElement> root = ReadXml(body, limits);
  if (!root) {
    return NotAutodiscover(body, root.error().message);
  }
  if (root->name != "Autodiscover" || !IsOurs(*root)) {
    NoAnswer answer = NotAutodiscover(body, "is XML, but not Autodiscover's");
    answer.foreign = true;
    return answer;
  }
  const XmlElement* response = OurChild(*root, "Response");
  return response == nullptr ? Broken("has no Response in it")
                             : ReadResponse(*response);
}

}  // namespace autodiscover::codec
