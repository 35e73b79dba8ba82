// SPDX-License-Identifier: Apache-2.0
//
// autodiscover.xml as Exchange 2016 writes it for a client without MAPI/HTTP.

#include <string>

#include "http/templates.h"
#include "http/xml_names.h"
#include "http/xml_shape.h"

namespace fake {
namespace {

using pugi::xml_node;

// 15.1.2507, in the form that MS-OXDSCLI gives ServerVersion.
constexpr const char* kServerVersion = "73C189CB";

xml_node Add(xml_node parent, const char* name, const std::string& text) {
  xml_node child = parent.append_child(name);
  child.text() = text.c_str();
  return child;
}

xml_node AddIn(xml_node parent, const char* name, const char* name_space) {
  xml_node child = parent.append_child(name);
  child.append_attribute("xmlns") = name_space;
  return child;
}

// An EWS URL that is empty is left out, as on a server where it is not set.
void AddEws(xml_node protocol, const std::string& ews) {
  if (ews.empty()) {
    return;
  }
  for (const char* name : {"ASUrl", "EwsUrl", "EmwsUrl", "OOFUrl"}) {
    Add(protocol, name, ews);
  }
}

void AddOab(xml_node protocol, const TemplateFields& fields) {
  Add(protocol, "OABUrl",
      "https://" + fields.host + "/OAB/7d3b1a52-6a0e-4d7c-9d55-1c0f5f2b9e11/");
}

void AddInternal(xml_node account, const TemplateFields& fields) {
  xml_node protocol = account.append_child("Protocol");
  Add(protocol, "Type", "EXCH");
  Add(protocol, "Server",
      "66666666-7777-8888-9999-000000000000@" + fields.host);
  Add(protocol, "ServerDN",
      "/o=Fixture/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
      "/cn=Configuration/cn=Servers/cn=FIXTURE01");
  Add(protocol, "ServerVersion", kServerVersion);
  Add(protocol, "PublicFolderServer", fields.host);
  Add(protocol, "AuthPackage", "Anonymous");
  AddEws(protocol, fields.ews_internal);
  AddOab(protocol, fields);
  Add(protocol, "ServerExclusiveConnect", "off");
}

void AddExternal(xml_node account, const TemplateFields& fields) {
  xml_node protocol = account.append_child("Protocol");
  Add(protocol, "Type", "EXPR");
  Add(protocol, "Server", fields.host);
  Add(protocol, "SSL", "On");
  Add(protocol, "AuthPackage", "Basic");
  AddEws(protocol, fields.ews);
  AddOab(protocol, fields);
  Add(protocol, "ServerExclusiveConnect", "on");
  Add(protocol, "CertPrincipalName", "msstd:" + fields.host);
}

// The nested Protocols repeat the URLs; a client must not take them for more.
void AddWebSide(xml_node web, const char* side, const char* type,
                const std::string& host, const std::string& ews) {
  xml_node part = web.append_child(side);
  Add(part, "OWAUrl", "https://" + host + "/owa/")
      .append_attribute("AuthenticationMethod") = "Basic, Fba";
  if (!ews.empty()) {
    xml_node protocol = part.append_child("Protocol");
    Add(protocol, "Type", type);
    Add(protocol, "ASUrl", ews);
  }
}

void AddSettings(xml_node response, const TemplateFields& fields) {
  xml_node user = response.append_child("User");
  Add(user, "DisplayName", fields.display_name);
  Add(user, "LegacyDN",
      "/o=Fixture/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
      "/cn=Recipients/cn=0001-fixture");
  Add(user, "AutoDiscoverSMTPAddress",
      fields.smtp_address.value_or(fields.address));
  Add(user, "DeploymentId", "11111111-2222-3333-4444-555555555555");
  xml_node account = response.append_child("Account");
  Add(account, "AccountType", "email");
  Add(account, "Action", "settings");
  Add(account, "MicrosoftOnline", "False");
  AddInternal(account, fields);
  AddExternal(account, fields);
  xml_node web = account.append_child("Protocol");
  Add(web, "Type", "WEB");
  AddWebSide(web, "Internal", "EXCH", fields.host, fields.ews_internal);
  AddWebSide(web, "External", "EXPR", fields.host, fields.ews);
}

void AddRedirect(xml_node response, const char* action, const char* name,
                 const std::string& to) {
  xml_node account = response.append_child("Account");
  Add(account, "AccountType", "email");
  Add(account, "Action", action);
  Add(account, name, to);
}

void AddError(xml_node response, const ErrorCode& code) {
  xml_node error = response.append_child("Error");
  error.append_attribute("Time") = "10:20:30.1234567";
  error.append_attribute("Id") = "1234567890";
  Add(error, "ErrorCode", code.pox);
  Add(error, "Message", code.message);
  error.append_child("DebugData");
}

void AddMobileSync(xml_node response, const TemplateFields& fields) {
  Add(response, "Culture", "en:us");
  xml_node user = response.append_child("User");
  Add(user, "DisplayName", fields.display_name);
  Add(user, "EMailAddress", fields.smtp_address.value_or(fields.address));
  xml_node action = response.append_child("Action");
  if (fields.kind == ReplyKind::kRedirectAddr) {
    Add(action, "Redirect", fields.to);
    return;
  }
  if (fields.kind == ReplyKind::kError) {
    xml_node error = action.append_child("Error");
    Add(error, "Status", "2");
    Add(error, "Message", fields.error.message);
    Add(error, "DebugData", fields.error.soap);
    return;
  }
  const std::string url =
      "https://" + fields.host + "/Microsoft-Server-ActiveSync";
  xml_node server = action.append_child("Settings").append_child("Server");
  Add(server, "Type", "MobileSync");
  Add(server, "Url", url);
  Add(server, "Name", url);
}

// 600 and 601 come from before any provider, in the frame's own namespace.
bool IsFrameworkError(const TemplateFields& fields) {
  return fields.kind == ReplyKind::kError &&
         (fields.error.pox == "600" || fields.error.pox == "601");
}

}  // namespace

std::string PoxBody(const TemplateFields& fields) {
  pugi::xml_document document;
  xml_node root = AddIn(document, "Autodiscover", kPoxResponse);
  if (fields.kind == ReplyKind::kError) {
    AddError(root.append_child("Response"), fields.error);
    return WriteXml(document, fields.shape);
  }
  xml_node response = AddIn(root, "Response", kOutlookResponse);
  if (fields.kind == ReplyKind::kRedirectAddr) {
    AddRedirect(response, "redirectAddr", "RedirectAddr", fields.to);
  } else if (fields.kind == ReplyKind::kRedirectUrl) {
    AddRedirect(response, "redirectUrl", "RedirectUrl", fields.to);
  } else {
    AddSettings(response, fields);
  }
  return WriteXml(document, fields.shape);
}

std::string MobileSyncBody(const TemplateFields& fields) {
  if (IsFrameworkError(fields)) {
    return PoxBody(fields);
  }
  pugi::xml_document document;
  xml_node root = AddIn(document, "Autodiscover", kPoxResponse);
  AddMobileSync(AddIn(root, "Response", kMobileSyncResponse), fields);
  return WriteXml(document, fields.shape);
}

}  // namespace fake
