// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "codec/pox.h"
#include "codec/pox_elements.h"
#include "codec/pox_protocol.h"

namespace autodiscover::codec {
namespace {

NoAnswer Broken(std::string why) { return {.why = std::move(why)}; }

AlternativeMailbox ReadMailbox(const XmlElement& element) {
  return {.type = OurText(element, "Type"),
          .display_name = OurText(element, "DisplayName"),
          .smtp_address = OurText(element, "SmtpAddress"),
          .owner_smtp_address = OurText(element, "OwnerSmtpAddress"),
          .legacy_dn = OurText(element, "LegacyDN"),
          .server = OurText(element, "Server")};
}

void ReadUser(const XmlElement& user, Settings& settings) {
  settings.display_name = OurText(user, "DisplayName");
  settings.smtp_address = OurText(user, "AutoDiscoverSMTPAddress");
  settings.legacy_dn = OurText(user, "LegacyDN");
  settings.deployment_id = OurText(user, "DeploymentId");
  KeepTexts(user, "User", settings.other);
}

Answer ReadSettings(const XmlElement& response, const XmlElement& account) {
  Settings settings;
  if (const XmlElement* user = OurChild(response, "User")) {
    ReadUser(*user, settings);
  }
  if (settings.smtp_address.empty()) {
    // Some servers put it beside the blocks.
    settings.smtp_address = OurText(account, "AutoDiscoverSMTPAddress");
  }
  settings.account_type = OurText(account, "AccountType");
  settings.microsoft_online = ReadSwitch(OurText(account, "MicrosoftOnline"));
  settings.consumer_mailbox = ReadSwitch(OurText(account, "ConsumerMailbox"));
  KeepTexts(account, "Account", settings.other);
  const auto count = [&account](std::string_view name) {
    return static_cast<std::size_t>(
        std::ranges::count(account.children, name, &XmlElement::name));
  };
  settings.protocols.reserve(count("Protocol"));
  settings.mailboxes.reserve(count("AlternativeMailbox"));
  for (const XmlElement& child : account.children) {
    if (!IsOurs(child)) {
      continue;
    }
    if (child.name == "Protocol") {
      settings.protocols.push_back(ReadProtocol(child));
    } else if (child.name == "AlternativeMailbox") {
      settings.mailboxes.push_back(ReadMailbox(child));
    } else if (child.name == "PublicFolderInformation") {
      settings.public_folder_address = OurText(child, "SmtpAddress");
    }
  }
  return SettingsAnswer{.settings = std::move(settings)};
}

// POX-10. Where `Action` is absent the content decides; a redirect and settings
// at once are settings only if Action says so.
Answer ReadAccount(const XmlElement& response, const XmlElement& account) {
  const std::string type = OurText(account, "AccountType");
  if (!type.empty() && !EqualsIgnoreCase(type, "email")) {
    return Broken(StrCat("is about an account of the type \"",
                         SafeText(type, 40), "\", not about mail"));
  }
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

}  // namespace

Answer ReadPoxResponse(std::string_view body, const XmlLimits& limits) {
  const Framed framed = ReadFrame(body, limits);
  if (framed.response == nullptr) {
    return framed.none;
  }
  const XmlElement& response = *framed.response;
  if (const XmlElement* error = OurChild(response, "Error")) {
    return ReadFrameError(*error);
  }
  const XmlElement* account = OurChild(response, "Account");
  if (account == nullptr) {
    return Broken("has no Account in it");
  }
  if (const XmlElement* error = OurChild(*account, "Error")) {
    return ReadFrameError(*error);
  }
  return ReadAccount(response, *account);
}

}  // namespace autodiscover::codec
