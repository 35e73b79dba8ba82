// SPDX-License-Identifier: Apache-2.0
//
// autodiscover.json, and the page for people.

#include <array>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "history/letter_case.h"
#include "http/templates.h"

namespace fake {
namespace {

// Text of the world may be no UTF-8: the writer must not throw for that.
std::string Dump(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false,
                   nlohmann::ordered_json::error_handler_t::replace);
}

JsonAnswer Error(int status, const std::string& code,
                 const std::string& message) {
  return {.status = status,
          .body = Dump({{"ErrorCode", code}, {"ErrorMessage", message}})};
}

JsonAnswer Settings(const TemplateFields& fields, const std::string& protocol) {
  const std::string base = "https://" + fields.host;
  const std::array<std::pair<const char*, std::string>, 4> known = {
      {{"Ews", fields.ews},
       {"ActiveSync", base + "/Microsoft-Server-ActiveSync"},
       {"AutodiscoverV1", base + "/autodiscover/autodiscover.xml"},
       {"Rest", base + "/api"}}};
  for (const auto& [name, url] : known) {
    if (EqualsIgnoringCase(name, protocol) && !url.empty()) {
      return {.status = 200, .body = Dump({{"Protocol", name}, {"Url", url}})};
    }
  }
  return Error(400, "ProtocolNotSupported",
               "The protocol '" + protocol + "' is not supported.");
}

}  // namespace

JsonAnswer V2Answer(const TemplateFields& fields, const Asked& asked) {
  if (asked.objection != Objection::kNone) {
    return Error(400, "MandatoryParameterMissing", asked.detail);
  }
  switch (fields.kind) {
    case ReplyKind::kRedirectUrl:
      return {.status = 302, .body = "", .location = fields.to};
    case ReplyKind::kRedirectAddr:
      // V2 has no such redirect: whoever asks by address is not known here.
      return Error(404, "UserNotFound", "The user is not known here.");
    case ReplyKind::kError:
      return Error(fields.error.v2_status, fields.error.v2,
                   fields.error.message);
    case ReplyKind::kNone:
    case ReplyKind::kSettings:
    case ReplyKind::kHtml:
    case ReplyKind::kJson:
    case ReplyKind::kEmpty:
      break;
  }
  return Settings(fields, asked.v2_protocol);
}

std::string HtmlPage(const std::string& title) {
  return "<!DOCTYPE html>\r\n<html><head><title>" + title +
         "</title></head>\r\n<body><h1>" + title + "</h1></body></html>\r\n";
}

}  // namespace fake
