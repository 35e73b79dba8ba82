// SPDX-License-Identifier: Apache-2.0

#include "codec/soap_settings.h"

#include <string>
#include <string_view>

#include "base/strings.h"
#include "codec/pox_elements.h"
#include "codec/soap_envelope.h"

namespace autodiscover::codec {
namespace {

void ReadMailboxes(const XmlElement& setting, Settings& settings) {
  ForEachSoapItem(
      setting, "AlternateMailboxes", "AlternateMailbox",
      [&settings](const XmlElement& mailbox) {
        settings.mailboxes.push_back(
            {.type = SoapText(mailbox, "Type"),
             .display_name = SoapText(mailbox, "DisplayName"),
             .smtp_address = SoapText(mailbox, "SmtpAddress"),
             .owner_smtp_address = SoapText(mailbox, "OwnerSmtpAddress"),
             .legacy_dn = SoapText(mailbox, "LegacyDN"),
             .server = SoapText(mailbox, "Server")});
      });
}

void ReadConnections(const XmlElement& setting, const std::string& name,
                     Settings& settings) {
  ForEachSoapItem(
      setting, "ProtocolConnections", "ProtocolConnection",
      [&](const XmlElement& connection) {
        settings.connections[name].push_back(
            {.host = SoapText(connection, "Hostname"),
             .port = ReadNumber(SoapText(connection, "Port")),
             .encryption = SoapText(connection, "EncryptionMethod")});
      });
}

void ReadWebClients(const XmlElement& setting, std::string_view name,
                    Settings& settings) {
  ForEachSoapItem(
      setting, "WebClientUrls", "WebClientUrl", [&](const XmlElement& client) {
        settings.web_access.push_back(
            {.url = SoapText(client, "Url"),
             .authentication = SoapText(client, "AuthenticationMethods"),
             .internal = name.starts_with("Internal")});
      });
}

void ReadSetting(const XmlElement& setting, Settings& settings) {
  const std::string name = SoapText(setting, "Name");
  if (name.empty()) {
    return;
  }
  if (const std::string value = SoapText(setting, "Value"); !value.empty()) {
    settings.named.emplace(name, value);
  }
  ReadMailboxes(setting, settings);
  ReadConnections(setting, name, settings);
  ReadWebClients(setting, name, settings);
}

void ReadErrors(const XmlElement& element, std::string_view list,
                std::string_view item, Settings& settings) {
  ForEachSoapItem(element, list, item, [&settings](const XmlElement& error) {
    settings.setting_errors.push_back(
        {.setting = SoapText(error, "SettingName"),
         .code = SoapText(error, "ErrorCode"),
         .message = SoapText(error, "ErrorMessage")});
  });
}

std::string Named(const Settings& settings, const char* name) {
  const auto found = settings.named.find(name);
  return found == settings.named.end() ? "" : found->second;
}

// `kind`: User or Domain, as in UserSettings, UserSetting, UserSettingErrors.
Settings ReadSettingsOf(std::string_view kind, const XmlElement& element) {
  const std::string item = StrCat(kind, "Setting");
  Settings settings;
  ForEachSoapItem(element, StrCat(item, "s"), item,
                  [&settings](const XmlElement& setting) {
                    ReadSetting(setting, settings);
                  });
  ReadErrors(element, StrCat(item, "Errors"), StrCat(item, "Error"), settings);
  return settings;
}

}  // namespace

Settings ReadUserSettings(const XmlElement& user) {
  Settings settings = ReadSettingsOf("User", user);
  settings.smtp_address = Named(settings, "AutoDiscoverSMTPAddress");
  settings.display_name = Named(settings, "UserDisplayName");
  settings.legacy_dn = Named(settings, "UserDN");
  settings.deployment_id = Named(settings, "UserDeploymentId");
  settings.public_folder_address = Named(settings, "PublicFolderInformation");
  settings.microsoft_online = ReadSwitch(Named(settings, "UserMSOnline"));
  return settings;
}

Settings ReadDomainSettings(const XmlElement& domain) {
  return ReadSettingsOf("Domain", domain);
}

std::optional<ServerVersion> ReadServerVersion(const XmlElement& header) {
  const XmlElement* info = SoapChild(&header, "ServerVersionInfo");
  if (info == nullptr) {
    return std::nullopt;
  }
  const auto number = [info](std::string_view name) {
    return ReadNumber(SoapText(*info, name));
  };
  const std::optional<int> major = number("MajorVersion");
  if (!major) {
    return std::nullopt;
  }
  return ServerVersion{.major = *major,
                       .minor = number("MinorVersion").value_or(0),
                       .major_build = number("MajorBuildNumber").value_or(0),
                       .minor_build = number("MinorBuildNumber").value_or(0),
                       .schema = SoapText(*info, "Version")};
}

}  // namespace autodiscover::codec
