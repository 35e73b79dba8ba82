// SPDX-License-Identifier: Apache-2.0

#include "codec/mobile_sync.h"

#include <utility>

#include "base/strings.h"
#include "codec/namespaces.h"
#include "codec/pox_elements.h"

namespace autodiscover::codec {
namespace {

NoAnswer Broken(std::string why) { return {.why = std::move(why)}; }

// The provider's own error: a number instead of a code.
ErrorAnswer ReadProviderError(const XmlElement& error) {
  const std::string status = OurText(error, "Status");
  return {.code = status.empty() ? OurText(error, "ErrorCode")
                                 : StrCat("Status ", status),
          .message = OurText(error, "Message"),
          .debug_data = OurText(error, "DebugData")};
}

Answer ReadSettings(const XmlElement& response, const XmlElement& list) {
  Settings settings;
  settings.culture = OurText(response, "Culture");
  if (const XmlElement* user = OurChild(response, "User")) {
    settings.display_name = OurText(*user, "DisplayName");
    settings.smtp_address = OurText(*user, "EMailAddress");
    KeepTexts(*user, "User", settings.other);
  }
  for (const XmlElement& server : list.children) {
    if (server.name == "Server" && IsOurs(server)) {
      settings.mobile_servers.push_back(
          {.type = OurText(server, "Type"),
           .url = OurText(server, "Url"),
           .name = OurText(server, "Name"),
           .data = OurText(server, "ServerData")});
    }
  }
  return SettingsAnswer{.settings = std::move(settings)};
}

Answer ReadAction(const XmlElement& response, const XmlElement& action) {
  if (const XmlElement* error = OurChild(action, "Error")) {
    return ReadProviderError(*error);
  }
  const std::string address = OurText(action, "Redirect");
  if (!address.empty()) {
    return RedirectAddressAnswer{.address = address};
  }
  const XmlElement* settings = OurChild(action, "Settings");
  return settings == nullptr ? Broken("says neither settings nor a redirect")
                             : ReadSettings(response, *settings);
}

}  // namespace

std::string WriteMobileSyncRequest(std::string_view address) {
  return WritePlainRequest(kPoxMobileSyncRequest, kPoxMobileSyncResponse,
                           address);
}

Answer ReadMobileSyncResponse(std::string_view body, const XmlLimits& limits) {
  const Framed framed = ReadFrame(body, limits);
  if (framed.response == nullptr) {
    return framed.none;
  }
  if (const XmlElement* error = OurChild(*framed.response, "Error")) {
    return ReadFrameError(*error);
  }
  const XmlElement* action = OurChild(*framed.response, "Action");
  return action == nullptr ? Broken("has no Action in it")
                           : ReadAction(*framed.response, *action);
}

}  // namespace autodiscover::codec
