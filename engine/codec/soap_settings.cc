// SPDX-License-Identifier: Apache-2.0

#include "codec/soap_settings.h"

#include <string>
#include <string_view>

#include "codec/namespaces.h"
#include "codec/pox_elements.h"

namespace autodiscover::codec {
namespace {

std::string Text(const XmlElement& parent, std::string_view name) {
  return parent.ChildText(kSoapAutodiscover, name);
}

// Calls `read` for each `item` in the `list` of `parent`.
template <typename Read>
void ForEach(const XmlElement& parent, std::string_view list,
             std::string_view item, const Read& read) {
  const XmlElement* found = parent.Child(kSoapAutodiscover, list);
  if (found == nullptr) {
    return;
  }
  for (const XmlElement& child : found->children) {
    if (child.name_space == kSoapAutodiscover && child.name == item) {
      read(child);
    }
  }
}

void ReadMailboxes(const XmlElement& setting, Settings& settings) {
  ForEach(setting, "AlternateMailboxes", "AlternateMailbox",
          [&settings](const XmlElement& mailbox) {
            settings.mailboxes.push_back(
                {.type = Text(mailbox, "Type"),
                 .display_name = Text(mailbox, "DisplayName"),
                 .smtp_address = Text(mailbox, "SmtpAddress"),
                 .owner_smtp_address = Text(mailbox, "OwnerSmtpAddress"),
                 .legacy_dn = Text(mailbox, "LegacyDN"),
                 .server = Text(mailbox, "Server")});
          });
}

void ReadConnections(const XmlElement& setting, const std::string& name,
                     Settings& settings) {
  ForEach(setting, "ProtocolConnections", "ProtocolConnection",
          [&](const XmlElement& connection) {
            settings.connections[name].push_back(
                {.host = Text(connection, "Hostname"),
                 .port = ReadNumber(Text(connection, "Port")),
                 .encryption = Text(connection, "EncryptionMethod")});
          });
}

void ReadWebClients(const XmlElement& setting, std::string_view name,
                    Settings& settings) {
  ForEach(setting, "WebClientUrls", "WebClientUrl",
          [&](const XmlElement& client) {
            settings.web_access.push_back(
                {.url = Text(client, "Url"),
                 .authentication = Text(client, "AuthenticationMethods"),
                 .internal = name.starts_with("Internal")});
          });
}

std::string Named(const Settings& settings, const char* name) {
  const auto found = settings.named.find(name);
  return found == settings.named.end() ? "" : found->second;
}

}  // namespace

Settings ReadUserSettings(const XmlElement& user) {
  Settings settings;
  ForEach(user, "UserSettings", "UserSetting",
          [&settings](const XmlElement& setting) {
            const std::string name = Text(setting, "Name");
            const std::string value = Text(setting, "Value");
            if (name.empty()) {
              return;
            }
            if (!value.empty()) {
              settings.named.emplace(name, value);
            }
            ReadMailboxes(setting, settings);
            ReadConnections(setting, name, settings);
            ReadWebClients(setting, name, settings);
          });
  ForEach(user, "UserSettingErrors", "UserSettingError",
          [&settings](const XmlElement& error) {
            settings.setting_errors.push_back(
                {.setting = Text(error, "SettingName"),
                 .code = Text(error, "ErrorCode"),
                 .message = Text(error, "ErrorMessage")});
          });
  settings.smtp_address = Named(settings, "AutoDiscoverSMTPAddress");
  settings.display_name = Named(settings, "UserDisplayName");
  settings.legacy_dn = Named(settings, "UserDN");
  settings.deployment_id = Named(settings, "UserDeploymentId");
  settings.microsoft_online = ReadSwitch(Named(settings, "UserMSOnline"));
  return settings;
}

std::optional<ServerVersion> ReadServerVersion(const XmlElement& header) {
  const XmlElement* info = header.Child(kSoapAutodiscover, "ServerVersionInfo");
  if (info == nullptr) {
    return std::nullopt;
  }
  const auto number = [info](std::string_view name) {
    return ReadNumber(Text(*info, name));
  };
  const std::optional<int> major = number("MajorVersion");
  if (!major) {
    return std::nullopt;
  }
  return ServerVersion{.major = *major,
                       .minor = number("MinorVersion").value_or(0),
                       .major_build = number("MajorBuildNumber").value_or(0),
                       .minor_build = number("MinorBuildNumber").value_or(0),
                       .schema = Text(*info, "Version")};
}

}  // namespace autodiscover::codec
