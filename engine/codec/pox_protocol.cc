// SPDX-License-Identifier: Apache-2.0

#include "codec/pox_protocol.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <variant>

#include "base/strings.h"
#include "codec/pox_elements.h"

namespace autodiscover::codec {
namespace {

using Member =
    std::variant<std::string ProtocolSettings::*, bool ProtocolSettings::*,
                 std::optional<int> ProtocolSettings::*>;
struct Field {
  std::string_view element;
  Member member;
};

// In the order of bytes, to be searched.
constexpr std::array<Field, 32> kFields = {{
    {"AD", &ProtocolSettings::directory_server},
    {"ASUrl", &ProtocolSettings::as_url},
    {"AuthPackage", &ProtocolSettings::auth_package},
    {"AuthRequired", &ProtocolSettings::auth_required},
    {"CertPrincipalName", &ProtocolSettings::certificate_principal},
    {"DomainName", &ProtocolSettings::domain_name},
    {"DomainRequired", &ProtocolSettings::domain_required},
    {"EcpUrl", &ProtocolSettings::ecp_url},
    {"EmwsUrl", &ProtocolSettings::ews_management_url},
    {"Encryption", &ProtocolSettings::encryption},
    {"EwsPartnerUrl", &ProtocolSettings::ews_partner_url},
    {"EwsUrl", &ProtocolSettings::ews_url},
    {"GroupingInformation", &ProtocolSettings::grouping_information},
    {"LoginName", &ProtocolSettings::login_name},
    {"MdbDN", &ProtocolSettings::mailbox_database_dn},
    {"OABUrl", &ProtocolSettings::oab_url},
    {"OOFUrl", &ProtocolSettings::oof_url},
    {"Port", &ProtocolSettings::port},
    {"PublicFolderServer", &ProtocolSettings::public_folder_server},
    {"ReferralPort", &ProtocolSettings::referral_port},
    {"SMTPLast", &ProtocolSettings::smtp_last},
    {"SPA", &ProtocolSettings::secure_password},
    {"SSL", &ProtocolSettings::tls},
    {"Server", &ProtocolSettings::server},
    {"ServerDN", &ProtocolSettings::server_dn},
    {"ServerExclusiveConnect", &ProtocolSettings::server_exclusive_connect},
    {"ServerVersion", &ProtocolSettings::server_version},
    {"SharingUrl", &ProtocolSettings::sharing_url},
    {"SiteMailboxCreationURL", &ProtocolSettings::site_mailbox_url},
    {"TTL", &ProtocolSettings::ttl_hours},
    {"UMUrl", &ProtocolSettings::um_url},
    {"UsePOPAuth", &ProtocolSettings::pop_before_smtp},
}};
static_assert(std::ranges::is_sorted(kFields, {}, &Field::element));

struct FieldReader {
  ProtocolSettings& protocol;
  std::string_view text;

  void operator()(std::string ProtocolSettings::*member) const {
    protocol.*member = text;
  }
  void operator()(bool ProtocolSettings::*member) const {
    protocol.*member = ReadSwitch(text).value_or(protocol.*member);
  }
  void operator()(std::optional<int> ProtocolSettings::*member) const {
    protocol.*member = ReadNumber(text);
  }
};

void ReadField(std::string_view element, std::string_view text,
               ProtocolSettings& protocol) {
  const auto* const found =
      std::ranges::lower_bound(kFields, element, {}, &Field::element);
  if (found != kFields.end() && found->element == element) {
    std::visit(FieldReader{protocol, text}, found->member);
  }
}

// All values as they came, those that have a field of their own, and the parts
// of the control panel by purpose. The first of a name counts.
void ReadValues(const XmlElement& element, ProtocolSettings& protocol) {
  constexpr std::string_view kPart = "EcpUrl-";
  for (const XmlElement& child : element.children) {
    if (!IsOurs(child)) {
      continue;
    }
    const std::string_view text = Trim(child.text);
    if (child.name == "MailStore" || child.name == "AddressBook") {
      KeepTexts(child, child.name, protocol.values);
    } else if (child.children.empty() &&
               protocol.values.emplace(child.name, text).second) {
      ReadField(child.name, text, protocol);
    }
    if (child.name.starts_with(kPart)) {
      protocol.ecp_parts.emplace(child.name.substr(kPart.size()), text);
    }
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
