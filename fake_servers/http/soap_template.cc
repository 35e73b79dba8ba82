// SPDX-License-Identifier: Apache-2.0
//
// autodiscover.svc as Exchange answers GetUserSettings.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "history/letter_case.h"
#include "http/flavour.h"
#include "http/templates.h"
#include "http/xml_names.h"
#include "http/xml_shape.h"

namespace fake {
namespace {

using pugi::xml_node;

xml_node Add(xml_node parent, const char* name, const std::string& text) {
  xml_node child = parent.append_child(name);
  child.text() = text.c_str();
  return child;
}

// The settings that this server knows, for one user. An empty value: known,
// but not available.
using Settings = std::vector<std::pair<std::string, std::string>>;

// Those of all older servers, and its own.
std::string SchemasOf(const FlavourFacts& facts) {
  std::string schemas =
      "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, "
      "Exchange2010_SP2";
  if (facts.major >= 15) {
    schemas += ", Exchange2013, Exchange2013_SP1";
  }
  if (facts.major >= 15 && facts.minor >= 1) {
    schemas += ", Exchange2015, Exchange2016";
  }
  return schemas;
}

Settings SettingsOf(const TemplateFields& fields, const std::string& address) {
  const std::string base = "https://" + fields.host;
  const std::string oab = base + "/OAB/7d3b1a52-6a0e-4d7c-9d55-1c0f5f2b9e11/";
  return {
      {"UserDisplayName", fields.display_name},
      {"UserDN",
       "/o=Fixture/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
       "/cn=Recipients/cn=0001-fixture"},
      {"UserDeploymentId", "11111111-2222-3333-4444-555555555555"},
      {"MailboxDN", "/o=Fixture/cn=Configuration/cn=Servers/cn=FIXTURE01"},
      {"AutoDiscoverSMTPAddress", fields.smtp_address.value_or(address)},
      {"ExternalEwsUrl", fields.ews},
      {"InternalEwsUrl", fields.ews_internal},
      {"ExternalEcpUrl", base + "/ecp/"},
      {"InternalEcpUrl", base + "/ecp/"},
      {"ExternalOABUrl", oab},
      {"InternalOABUrl", oab},
      {"ExternalMailboxServer", fields.host},
      {"ExternalMailboxServerRequiresSSL", "True"},
      {"ExternalMailboxServerAuthenticationMethods", "Basic"},
      {"InternalMailboxServer", fields.host},
      {"EcpDeliveryReportUrlFragment", "?p=messagetracking"},
      {"CasVersion", CasVersion(FactsOf(fields.form.flavour))},
      {"EwsSupportedSchemas", SchemasOf(FactsOf(fields.form.flavour))},
      {"PublicFolderInformation", fields.form.public_folders},
      {"ActiveDirectoryServer", fields.host},
      {"CrossOrganizationSharingEnabled", "False"},
  };
}

void AddVersion(xml_node header, const FlavourFacts& facts) {
  xml_node version = header.append_child("h:ServerVersionInfo");
  version.append_attribute("xmlns:h") = kSoapMessages;
  Add(version, "h:MajorVersion", std::to_string(facts.major));
  Add(version, "h:MinorVersion", std::to_string(facts.minor));
  Add(version, "h:MajorBuildNumber", std::to_string(facts.build));
  Add(version, "h:MinorBuildNumber", std::to_string(facts.revision));
  Add(version, "h:Version", facts.soap_version);
}

xml_node AddNil(xml_node parent, const char* name) {
  xml_node child = parent.append_child(name);
  child.append_attribute("i:nil") = "true";
  return child;
}

// `code` is one that the world wants, or empty.
void AddSettingError(xml_node errors, const std::string& name, bool known,
                     const std::string& code) {
  const std::string implied =
      known ? "SettingIsNotAvailable" : "InvalidSetting";
  xml_node error = errors.append_child("UserSettingError");
  Add(error, "ErrorCode", code.empty() ? implied : code);
  Add(error, "ErrorMessage",
      known ? "The setting '" + name + "' is not available."
            : "The setting '" + name + "' is invalid.");
  Add(error, "SettingName", name);
}

void AddSettings(xml_node user, const TemplateFields& fields,
                 const Asked& asked, const std::string& address) {
  xml_node errors = user.append_child("UserSettingErrors");
  xml_node settings = user.append_child("UserSettings");
  const Settings known = SettingsOf(fields, address);
  for (const std::string& name : asked.settings) {
    const auto found = std::ranges::find_if(
        known, [&name](const auto& row) { return row.first == name; });
    const auto wanted = fields.form.setting_errors.find(name);
    const bool fails = wanted != fields.form.setting_errors.end();
    if (fails || found == known.end() || found->second.empty()) {
      AddSettingError(errors, name, found != known.end(),
                      fails ? wanted->second : "");
      continue;
    }
    xml_node setting = settings.append_child("UserSetting");
    setting.append_attribute("i:type") = "StringSetting";
    Add(setting, "Name", name);
    Add(setting, "Value", found->second);
  }
}

// A user that gets no settings: an error or a redirect.
void AddNoSettings(xml_node user) {
  user.append_child("UserSettingErrors");
  user.append_child("UserSettings");
}

void AddUserError(xml_node user, const ErrorCode& error) {
  Add(user, "ErrorCode", error.soap);
  Add(user, "ErrorMessage", error.message);
  AddNil(user, "RedirectTarget");
  AddNoSettings(user);
}

void AddUser(xml_node responses, const TemplateFields& fields,
             const Asked& asked, const std::string& address) {
  xml_node user = responses.append_child("UserResponse");
  for (const auto& [who, code] : fields.form.user_errors) {
    if (EqualsIgnoringCase(who, address)) {
      AddUserError(user, ErrorNamed(code, ""));
      return;
    }
  }
  switch (fields.kind) {
    case ReplyKind::kRedirectAddr:
    case ReplyKind::kRedirectUrl:
      Add(user, "ErrorCode",
          fields.kind == ReplyKind::kRedirectUrl ? "RedirectUrl"
                                                 : "RedirectAddress");
      Add(user, "ErrorMessage", "Ask there instead.");
      Add(user, "RedirectTarget", fields.to);
      AddNoSettings(user);
      return;
    case ReplyKind::kError:
      AddUserError(user, fields.error);
      return;
    case ReplyKind::kNone:
    case ReplyKind::kSettings:
    case ReplyKind::kHtml:
    case ReplyKind::kJson:
    case ReplyKind::kEmpty:
      break;
  }
  Add(user, "ErrorCode", "NoError");
  Add(user, "ErrorMessage", "No error.");
  AddNil(user, "RedirectTarget");
  AddSettings(user, fields, asked, address);
}

xml_node AddEnvelope(pugi::xml_document& document, const std::string& action,
                     Flavour flavour) {
  xml_node envelope = document.append_child("s:Envelope");
  envelope.append_attribute("xmlns:s") = kSoapEnvelope;
  envelope.append_attribute("xmlns:a") = kAddressing;
  xml_node header = envelope.append_child("s:Header");
  Add(header, "a:Action", action).append_attribute("s:mustUnderstand") = "1";
  AddVersion(header, FactsOf(flavour));
  return envelope.append_child("s:Body");
}

const char* FaultCode(Objection objection) {
  switch (objection) {
    case Objection::kSoapAction:
      return "a:ActionNotSupported";
    case Objection::kSoapHeader:
      return "a:MessageAddressingHeaderRequired";
    case Objection::kNone:
    case Objection::kMethod:
    case Objection::kNotTheSchema:
    case Objection::kNoProvider:
    case Objection::kNothingAsked:
      break;
  }
  return "s:Client";
}

}  // namespace

std::string SoapBody(const TemplateFields& fields, const Asked& asked) {
  pugi::xml_document document;
  xml_node body = AddEnvelope(document, std::string(kSoapAction) + "Response",
                              fields.form.flavour);
  xml_node message = body.append_child("GetUserSettingsResponseMessage");
  message.append_attribute("xmlns") = kSoapMessages;
  xml_node response = message.append_child("Response");
  response.append_attribute("xmlns:i") = kSchemaInstance;
  if (asked.objection == Objection::kNothingAsked) {
    Add(response, "ErrorCode", "InvalidRequest");
    Add(response, "ErrorMessage", asked.detail);
    AddNil(response, "UserResponses");
    return WriteXml(document, {.shape = fields.shape});
  }
  Add(response, "ErrorCode", "NoError");
  response.append_child("ErrorMessage");
  xml_node responses = response.append_child("UserResponses");
  for (const std::string& address : asked.addresses) {
    AddUser(responses, fields, asked, address);
  }
  return WriteXml(document, {.shape = fields.shape});
}

std::string SoapFault(const Asked& asked, const std::vector<Shape>& shape) {
  pugi::xml_document document;
  xml_node body =
      AddEnvelope(document, "http://www.w3.org/2005/08/addressing/soap/fault",
                  Flavour::kExchange2016);
  xml_node fault = body.append_child("s:Fault");
  Add(fault, "faultcode", FaultCode(asked.objection));
  Add(fault, "faultstring", asked.detail).append_attribute("xml:lang") =
      "en-US";
  return WriteXml(document, {.shape = shape});
}

}  // namespace fake
