// SPDX-License-Identifier: Apache-2.0

#include "codec/v2.h"

#include <algorithm>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/strings.h"

namespace autodiscover::codec {
namespace {

using Json = nlohmann::json;

NoAnswer NotV2(std::string why) {
  return {.why = std::move(why), .foreign = true};
}

// Only texts of the outermost object count, so that nothing inside it has to be
// kept: it may be nested deeply.
bool IsOutermost(int depth, Json::parse_event_t event, Json& /*parsed*/) {
  return depth == 0 || (event != Json::parse_event_t::object_start &&
                        event != Json::parse_event_t::array_start);
}

// By lower-case name: what reads JSON at Microsoft does not tell cases apart.
std::map<std::string, std::string> TextsOf(const Json& object) {
  std::map<std::string, std::string> texts;
  for (const auto& [name, value] : object.items()) {
    if (value.is_string()) {
      texts.emplace(ToAsciiLower(name), value.get<std::string>());
    }
  }
  return texts;
}

}  // namespace

Url V2Question(Url base, V2Form form, std::string_view address,
               std::string_view protocol) {
  const std::string who = EscapeForUrl(address);
  const std::string what = EscapeForUrl(protocol);
  if (form == V2Form::kPath) {
    constexpr std::string_view kVersion = "/v1.0/";
    base.path.resize(std::min(base.path.find(kVersion), base.path.size()));
    base.path.append(kVersion).append(who);
    base.query = StrCat("?Protocol=", what);
  } else {
    base.query = StrCat("?Email=", who, "&Protocol=", what);
  }
  return base;
}

Answer ReadV2Response(std::string_view body, std::string_view protocol) {
  const Json json = Json::parse(body, IsOutermost, false);
  if (!json.is_object()) {
    return NotV2(Trim(body).empty() ? "is empty"
                                    : "is no JSON object, so not of V2");
  }
  std::map<std::string, std::string> texts = TextsOf(json);
  if (const std::string& code = texts["errorcode"]; !code.empty()) {
    return ErrorAnswer{.code = code, .message = texts["errormessage"]};
  }
  if (texts["url"].empty()) {
    return NotV2("is JSON, but names no URL");
  }
  if (!EqualsIgnoreCase(texts["protocol"], protocol)) {
    return NotV2("is not about the protocol that was asked for");
  }
  Settings settings;
  settings.v2.emplace(protocol, texts["url"]);
  if (!texts["serverlocation"].empty()) {
    settings.other.emplace("ServerLocation", texts["serverlocation"]);
  }
  return SettingsAnswer{.settings = std::move(settings)};
}

}  // namespace autodiscover::codec
