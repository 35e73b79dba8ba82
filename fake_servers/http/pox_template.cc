// SPDX-License-Identifier: Apache-2.0
//
// autodiscover.xml: what Exchange and the open servers answer there.

#include <string>

#include "http/flavour.h"
#include "http/pox_protocols.h"
#include "http/templates.h"
#include "http/xml_names.h"
#include "http/xml_shape.h"

namespace fake {
namespace {

using pugi::xml_node;

xml_node AddIn(xml_node parent, const char* name, const char* name_space) {
  xml_node child = parent.append_child(name);
  child.append_attribute("xmlns") = name_space;
  return child;
}

// Exchange Online names its forest where others name their organisation.
std::string OrganisationOf(const TemplateFields& fields) {
  return FactsOf(fields.form.flavour).online ? "/o=ExchangeLabs" : "/o=Fixture";
}

void AddUser(xml_node response, const TemplateFields& fields) {
  xml_node user = response.append_child("User");
  AddText(user, "DisplayName", fields.display_name);
  AddText(user, "LegacyDN",
          OrganisationOf(fields) +
              "/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
              "/cn=Recipients/cn=0001-fixture");
  AddText(user, "AutoDiscoverSMTPAddress",
          fields.smtp_address.value_or(fields.address));
  AddText(user, "DeploymentId", "11111111-2222-3333-4444-555555555555");
}

void AddLinked(xml_node account, const BodyForm& form) {
  for (const LinkedMailbox& mailbox : form.alternative_mailboxes) {
    xml_node linked = account.append_child("AlternativeMailbox");
    AddText(linked, "Type", mailbox.type);
    AddText(linked, "DisplayName", mailbox.display_name);
    AddText(linked, "SmtpAddress", mailbox.address);
    AddText(linked, "OwnerSmtpAddress", mailbox.address);
  }
  if (!form.public_folders.empty()) {
    AddText(account.append_child("PublicFolderInformation"), "SmtpAddress",
            form.public_folders);
  }
}

void AddSettings(xml_node response, const TemplateFields& fields) {
  const BodyForm& form = fields.form;
  const FlavourFacts& facts = FactsOf(form.flavour);
  // Open servers that know mail alone know no user.
  if (form.flavour != Flavour::kAutomx) {
    AddUser(response, fields);
  }
  xml_node account = response.append_child("Account");
  AddText(account, "AccountType", "email");
  AddText(account, "Action", "settings");
  if (facts.exchange && facts.major >= 15) {
    AddText(account, "MicrosoftOnline", facts.online ? "True" : "False");
  }
  if (form.flavour == Flavour::kExchange2019) {
    AddText(account, "ConsumerMailbox", "False");
  }
  for (const PoxProtocol protocol :
       form.protocols.empty() ? ProtocolsOf(form.flavour) : form.protocols) {
    AddProtocol(account, protocol, fields);
  }
  AddLinked(account, form);
}

void AddRedirect(xml_node response, const char* action, const char* name,
                 const std::string& to) {
  xml_node account = response.append_child("Account");
  AddText(account, "AccountType", "email");
  AddText(account, "Action", action);
  AddText(account, name, to);
}

void AddError(xml_node response, const TemplateFields& fields) {
  const ErrorCode& code = fields.error;
  xml_node error = response.append_child("Error");
  error.append_attribute("Time") =
      FactsOf(fields.form.flavour).exchange ? "10:20:30.1234567" : "10:20:30";
  error.append_attribute("Id") = "1234567890";
  AddText(error, "ErrorCode", code.pox);
  AddText(error, "Message", code.message);
  error.append_child("DebugData");
}

void AddMobileSync(xml_node response, const TemplateFields& fields) {
  AddText(response, "Culture", "en:us");
  xml_node user = response.append_child("User");
  AddText(user, "DisplayName", fields.display_name);
  AddText(user, "EMailAddress", fields.smtp_address.value_or(fields.address));
  xml_node action = response.append_child("Action");
  if (fields.kind == ReplyKind::kRedirectAddr) {
    AddText(action, "Redirect", fields.to);
    return;
  }
  if (fields.kind == ReplyKind::kError) {
    xml_node error = action.append_child("Error");
    AddText(error, "Status", "2");
    AddText(error, "Message", fields.error.message);
    AddText(error, "DebugData", fields.error.soap);
    return;
  }
  const std::string url =
      "https://" + fields.host + "/Microsoft-Server-ActiveSync";
  xml_node server = action.append_child("Settings").append_child("Server");
  AddText(server, "Type", "MobileSync");
  AddText(server, "Url", url);
  AddText(server, "Name", url);
}

// What the flavour does to every document of its own accord.
XmlForm FormOf(const TemplateFields& fields) {
  const FlavourFacts& facts = FactsOf(fields.form.flavour);
  return {.shape = fields.shape,
          .declaration = facts.declaration,
          .one_line = facts.one_line};
}

// Zimbra's children have lost the namespace of their parent.
void LoseNamespaces(xml_node response) {
  for (xml_node child : response.children()) {
    child.prepend_attribute("xmlns") = "";
  }
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
    AddError(root.append_child("Response"), fields);
    return WriteXml(document, FormOf(fields));
  }
  xml_node response = AddIn(root, "Response", kOutlookResponse);
  if (fields.kind == ReplyKind::kRedirectAddr) {
    AddRedirect(response, "redirectAddr", "RedirectAddr", fields.to);
  } else if (fields.kind == ReplyKind::kRedirectUrl) {
    AddRedirect(response, "redirectUrl", "RedirectUrl", fields.to);
  } else {
    AddSettings(response, fields);
  }
  if (fields.form.flavour == Flavour::kZimbra) {
    LoseNamespaces(response);
  }
  return WriteXml(document, FormOf(fields));
}

std::string MobileSyncBody(const TemplateFields& fields) {
  if (IsFrameworkError(fields)) {
    return PoxBody(fields);
  }
  pugi::xml_document document;
  xml_node root = AddIn(document, "Autodiscover", kPoxResponse);
  AddMobileSync(AddIn(root, "Response", kMobileSyncResponse), fields);
  return WriteXml(document, FormOf(fields));
}

}  // namespace fake
