// SPDX-License-Identifier: Apache-2.0

#include "http/pox_protocols.h"

#include "http/flavour.h"

namespace fake {
namespace {

using pugi::xml_node;

// An EWS URL that is empty is left out, as on a server where it is not set.
void AddEws(xml_node protocol, const TemplateFields& fields,
            const std::string& ews) {
  if (ews.empty()) {
    return;
  }
  AddText(protocol, "ASUrl", ews);
  AddText(protocol, "EwsUrl", ews);
  // Exchange 2010 had no other client for it.
  if (FactsOf(fields.form.flavour).major != 14) {
    AddText(protocol, "EmwsUrl", ews);
  }
  AddText(protocol, "OOFUrl", ews);
}

void AddOab(xml_node protocol, const TemplateFields& fields) {
  AddText(
      protocol, "OABUrl",
      "https://" + fields.host + "/OAB/7d3b1a52-6a0e-4d7c-9d55-1c0f5f2b9e11/");
}

void AddInternal(xml_node account, const TemplateFields& fields) {
  xml_node protocol = account.append_child("Protocol");
  AddText(protocol, "Type", "EXCH");
  AddText(protocol, "Server",
          "66666666-7777-8888-9999-000000000000@" + fields.host);
  AddText(protocol, "ServerDN",
          "/o=Fixture/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
          "/cn=Configuration/cn=Servers/cn=FIXTURE01");
  if (const auto& facts = FactsOf(fields.form.flavour); facts.exchange) {
    AddText(protocol, "ServerVersion", PoxServerVersion(facts));
  }
  AddText(protocol, "PublicFolderServer", fields.host);
  AddText(protocol, "AuthPackage", "Anonymous");
  AddEws(protocol, fields, fields.ews_internal);
  AddOab(protocol, fields);
  AddText(protocol, "ServerExclusiveConnect", "off");
}

void AddExternal(xml_node account, const TemplateFields& fields) {
  xml_node protocol = account.append_child("Protocol");
  AddText(protocol, "Type", "EXPR");
  AddText(protocol, "Server", fields.host);
  AddText(protocol, "SSL", "On");
  AddText(protocol, "AuthPackage", "Basic");
  AddEws(protocol, fields, fields.ews);
  AddOab(protocol, fields);
  AddText(protocol, "ServerExclusiveConnect", "on");
  AddText(protocol, "CertPrincipalName", "msstd:" + fields.host);
  if (FactsOf(fields.form.flavour).online && !fields.ews.empty()) {
    AddText(protocol, "EwsPartnerUrl", fields.ews);
    AddText(protocol, "GroupingInformation", "FIXTURE");
  }
}

// The nested Protocols repeat the URLs; a client must not take them for more.
void AddWebSide(xml_node web, const char* side, const char* type,
                const std::string& host, const std::string& ews) {
  xml_node part = web.append_child(side);
  AddText(part, "OWAUrl", "https://" + host + "/owa/")
      .append_attribute("AuthenticationMethod") = "Basic, Fba";
  if (!ews.empty()) {
    xml_node protocol = part.append_child("Protocol");
    AddText(protocol, "Type", type);
    AddText(protocol, "ASUrl", ews);
  }
}

// The address in the URL is the mailbox's, as MAPI/HTTP wants it.
void AddStore(xml_node protocol, const char* element, const char* path,
              const TemplateFields& fields) {
  const std::string url = "https://" + fields.host + path +
                          "?MailboxId=66666666-7777-8888-9999-000000000000@" +
                          fields.address.substr(fields.address.find('@') + 1);
  xml_node store = protocol.append_child(element);
  AddText(store, "InternalUrl", url);
  AddText(store, "ExternalUrl", url);
}

void AddMapi(xml_node account, const TemplateFields& fields) {
  xml_node protocol = account.append_child("Protocol");
  // Attributes, where all others have elements.
  protocol.append_attribute("Type") = "mapiHttp";
  protocol.append_attribute("Version") = "1";
  AddStore(protocol, "MailStore", "/mapi/emsmdb/", fields);
  AddStore(protocol, "AddressBook", "/mapi/nspi/", fields);
}

void AddExhttp(xml_node account, const TemplateFields& fields) {
  xml_node protocol = account.append_child("Protocol");
  AddText(protocol, "Type", "EXHTTP");
  AddText(protocol, "Server", fields.host);
  AddText(protocol, "SSL", "On");
  AddText(protocol, "AuthPackage", "Basic");
  AddEws(protocol, fields, fields.ews);
  AddOab(protocol, fields);
  AddText(protocol, "ServerExclusiveConnect", "On");
}

void AddWeb(xml_node account, const TemplateFields& fields) {
  xml_node web = account.append_child("Protocol");
  AddText(web, "Type", "WEB");
  AddWebSide(web, "Internal", "EXCH", fields.host, fields.ews_internal);
  AddWebSide(web, "External", "EXPR", fields.host, fields.ews);
}

void AddMail(xml_node account, const TemplateFields& fields, const char* type,
             const char* port) {
  xml_node protocol = account.append_child("Protocol");
  AddText(protocol, "Type", type);
  AddText(protocol, "Server", fields.host);
  AddText(protocol, "Port", port);
  AddText(protocol, "LoginName", fields.address);
  AddText(protocol, "SSL", "on");
}

}  // namespace

xml_node AddText(xml_node parent, const char* name, const std::string& text) {
  xml_node child = parent.append_child(name);
  child.text() = text.c_str();
  return child;
}

void AddProtocol(xml_node account, PoxProtocol protocol,
                 const TemplateFields& fields) {
  // What a client takes for the lifetime of these settings.
  const auto add_ttl = [account, &fields] {
    if (fields.form.ttl) {
      AddText(account.last_child(), "TTL", std::to_string(*fields.form.ttl));
    }
  };
  switch (protocol) {
    case PoxProtocol::kExch:
      AddInternal(account, fields);
      break;
    case PoxProtocol::kExpr:
      AddExternal(account, fields);
      break;
    case PoxProtocol::kExhttp:
      AddExhttp(account, fields);
      break;
    case PoxProtocol::kMapi:
      AddMapi(account, fields);
      break;
    case PoxProtocol::kWeb:
      AddWeb(account, fields);
      return;
    case PoxProtocol::kImap:
      AddMail(account, fields, "IMAP", "993");
      break;
    case PoxProtocol::kSmtp:
      AddMail(account, fields, "SMTP", "465");
      break;
  }
  add_ttl();
}

}  // namespace fake
