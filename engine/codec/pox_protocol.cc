// SPDX-License-Identifier: Apache-2.0

#include "codec/pox_protocol.h"

#include <array>
#include <optional>
#include <string_view>

#include "base/strings.h"
#include "codec/pox_elements.h"

namespace autodiscover::codec {
namespace {

template <typename Member>
struct Field {
  const char* element;
  Member ProtocolSettings::*member;
};

constexpr std::array<Field<std::string>, 22> kTexts = {{
    {"Server", &ProtocolSettings::server},
    {"ServerDN", &ProtocolSettings::server_dn},
    {"ServerVersion", &ProtocolSettings::server_version},
    {"MdbDN", &ProtocolSettings::mailbox_database_dn},
    {"PublicFolderServer", &ProtocolSettings::public_folder_server},
    {"AD", &ProtocolSettings::directory_server},
    {"LoginName", &ProtocolSettings::login_name},
    {"DomainName", &ProtocolSettings::domain_name},
    {"Encryption", &ProtocolSettings::encryption},
    {"AuthPackage", &ProtocolSettings::auth_package},
    {"CertPrincipalName", &ProtocolSettings::certificate_principal},
    {"EwsUrl", &ProtocolSettings::ews_url},
    {"ASUrl", &ProtocolSettings::as_url},
    {"EmwsUrl", &ProtocolSettings::ews_management_url},
    {"EwsPartnerUrl", &ProtocolSettings::ews_partner_url},
    {"SharingUrl", &ProtocolSettings::sharing_url},
    {"EcpUrl", &ProtocolSettings::ecp_url},
    {"OOFUrl", &ProtocolSettings::oof_url},
    {"UMUrl", &ProtocolSettings::um_url},
    {"OABUrl", &ProtocolSettings::oab_url},
    {"SiteMailboxCreationURL", &ProtocolSettings::site_mailbox_url},
    {"GroupingInformation", &ProtocolSettings::grouping_information},
}};

constexpr std::array<Field<bool>, 7> kSwitches = {{
    {"SSL", &ProtocolSettings::tls},
    {"ServerExclusiveConnect", &ProtocolSettings::server_exclusive_connect},
    {"SPA", &ProtocolSettings::secure_password},
    {"AuthRequired", &ProtocolSettings::auth_required},
    {"DomainRequired", &ProtocolSettings::domain_required},
    {"UsePOPAuth", &ProtocolSettings::pop_before_smtp},
    {"SMTPLast", &ProtocolSettings::smtp_last},
}};

constexpr std::array<Field<std::optional<int>>, 3> kNumbers = {{
    {"Port", &ProtocolSettings::port},
    {"ReferralPort", &ProtocolSettings::referral_port},
    {"TTL", &ProtocolSettings::ttl_hours},
}};

// All values as they came, and the parts of the control panel by purpose.
void ReadValues(const XmlElement& element, ProtocolSettings& protocol) {
  constexpr std::string_view kPart = "EcpUrl-";
  for (const XmlElement& child : element.children) {
    if (!IsOurs(child)) {
      continue;
    }
    const std::string text(Trim(child.text));
    if (child.name == "MailStore" || child.name == "AddressBook") {
      KeepTexts(child, child.name, protocol.values);
    } else if (child.children.empty()) {
      protocol.values.emplace(child.name, text);
    }
    if (child.name.starts_with(kPart)) {
      protocol.ecp_parts.emplace(child.name.substr(kPart.size()), text);
    }
  }
}

void ReadFields(ProtocolSettings& protocol) {
  const auto each = [&protocol](const char* name, const auto& take) {
    const auto found = protocol.values.find(name);
    if (found != protocol.values.end()) {
      take(found->second);
    }
  };
  for (const auto& field : kTexts) {
    each(field.element,
         [&](const std::string& text) { protocol.*field.member = text; });
  }
  for (const auto& field : kSwitches) {
    each(field.element, [&](const std::string& text) {
      protocol.*field.member =
          ReadSwitch(text).value_or(protocol.*field.member);
    });
  }
  for (const auto& field : kNumbers) {
    each(field.element, [&](const std::string& text) {
      protocol.*field.member = ReadNumber(text);
    });
  }
}

// POX-17.
void FillDefaults(ProtocolSettings& protocol) {
  const bool over_http = EqualsIgnoreCase(protocol.type, "EXPR") ||
                         EqualsIgnoreCase(protocol.type, "EXHTTP");
  if (over_http && protocol.tls && protocol.certificate_principal.empty() &&
      !protocol.server.empty()) {
    protocol.certificate_principal = StrCat("msstd:", protocol.server);
  }
}

ServiceUrls ReadUrls(const XmlElement& element, std::string_view name) {
  const XmlElement* urls = OurChild(element, name);
  return urls == nullptr
             ? ServiceUrls{}
             : ServiceUrls{.internal = OurText(*urls, "InternalUrl"),
                           .external = OurText(*urls, "ExternalUrl")};
}

// Without what is nested in the block: a block knows no other level.
ProtocolSettings ReadFlat(const XmlElement& element) {
  ProtocolSettings protocol;
  // A mapiHttp block has its type as an attribute (POX-13); some write
  // elements.
  protocol.type = OurText(element, "Type");
  if (protocol.type.empty()) {
    protocol.type = std::string(Trim(element.Attribute("Type")));
  }
  protocol.version = std::string(Trim(element.Attribute("Version")));
  if (protocol.version.empty()) {
    protocol.version = OurText(element, "Version");
  }
  ReadValues(element, protocol);
  ReadFields(protocol);
  protocol.mail_store = ReadUrls(element, "MailStore");
  protocol.address_book = ReadUrls(element, "AddressBook");
  FillDefaults(protocol);
  return protocol;
}

void ReadWebSide(const XmlElement& side, bool internal,
                 ProtocolSettings& protocol) {
  for (const XmlElement& child : side.children) {
    if (!IsOurs(child)) {
      continue;
    }
    if (child.name == "OWAUrl") {
      protocol.web_access.push_back(
          {.url = std::string(Trim(child.text)),
           .authentication =
               std::string(Trim(child.Attribute("AuthenticationMethod"))),
           .internal = internal});
    } else if (child.name == "Protocol") {
      protocol.nested.push_back(ReadFlat(child));
    }
  }
}

}  // namespace

ProtocolSettings ReadProtocol(const XmlElement& element) {
  ProtocolSettings protocol = ReadFlat(element);
  if (const XmlElement* external = OurChild(element, "External")) {
    ReadWebSide(*external, false, protocol);
  }
  if (const XmlElement* internal = OurChild(element, "Internal")) {
    ReadWebSide(*internal, true, protocol);
  }
  return protocol;
}

}  // namespace autodiscover::codec
