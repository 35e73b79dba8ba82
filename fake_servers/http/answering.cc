// SPDX-License-Identifier: Apache-2.0

#include "http/answering.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "history/letter_case.h"
#include "http/exchange_headers.h"
#include "http/flavour.h"
#include "http/templates.h"
#include "http/xml_shape.h"

namespace fake {
namespace {

constexpr const char* kXmlType = "text/xml; charset=utf-8";
constexpr const char* kHtmlType = "text/html; charset=utf-8";
constexpr const char* kJsonType = "application/json; charset=utf-8";

// Without control characters: it may go into a header, which a client's bare CR
// must not end.
std::string WithoutControls(std::string text) {
  std::erase_if(text, [](unsigned char c) { return c < 0x20; });
  return text;
}

std::string AddressOf(const Occasion& occasion) {
  const std::string address = WithoutControls(occasion.asked.address());
  return address.empty() ? occasion.mailbox_address : address;
}

// The name that the client used for the server, without the port.
std::string HostOf(const Occasion& occasion) {
  const std::string_view host = occasion.request.http_host;
  const auto end = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  return std::string(host.empty() ? occasion.host : host.substr(0, end));
}

// {path}, {host} and {address}, in one pass: what is put in is not read again.
// Any other text in braces stays.
std::string Fill(std::string_view text, const Occasion& occasion) {
  if (text.find('{') == std::string_view::npos) {
    return std::string(text);
  }
  const std::vector<std::pair<std::string_view, std::string>> known = {
      {"{path}", WithoutControls(occasion.request.raw_path)},
      {"{host}", WithoutControls(HostOf(occasion))},
      {"{address}", AddressOf(occasion)}};
  std::string filled;
  while (!text.empty()) {
    const auto place = std::ranges::find_if(
        known, [text](const auto& row) { return text.starts_with(row.first); });
    if (place != known.end()) {
      filled += place->second;
      text.remove_prefix(place->first.size());
      continue;
    }
    // Up to the next brace, but at least one character.
    const auto plain = std::min(text.find('{', 1), text.size());
    filled += text.substr(0, plain);
    text.remove_prefix(plain);
  }
  return filled;
}

std::string TemplateName(ReplyKind kind) {
  switch (kind) {
    case ReplyKind::kSettings:
      return "settings";
    case ReplyKind::kRedirectAddr:
      return "redirect-addr";
    case ReplyKind::kRedirectUrl:
      return "redirect-url";
    case ReplyKind::kError:
      return "error";
    case ReplyKind::kHtml:
      return "html";
    case ReplyKind::kJson:
      return "json";
    case ReplyKind::kEmpty:
      return "empty";
    case ReplyKind::kNone:
      break;
  }
  return "none";
}

TemplateFields FieldsOf(const Answer& answer, const Occasion& occasion) {
  const std::string standard =
      "https://" + occasion.host + "/EWS/Exchange.asmx";
  TemplateFields fields;
  fields.kind = answer.reply;
  fields.host = occasion.host;
  fields.ews = Fill(answer.ews.value_or(standard), occasion);
  fields.ews_internal =
      answer.ews_internal ? Fill(*answer.ews_internal, occasion) : fields.ews;
  fields.address = AddressOf(occasion);
  if (answer.smtp_address) {
    fields.smtp_address = Fill(*answer.smtp_address, occasion);
  }
  fields.display_name = answer.display_name;
  fields.to = Fill(answer.to, occasion);
  fields.error = ErrorNamed(answer.code, answer.message);
  fields.shape = answer.shape;
  fields.form = answer.form;
  return fields;
}

Reply WithBody(int status, const char* type, std::string body, std::string name,
               Flavour flavour = Flavour::kExchange2016) {
  Reply reply;
  reply.status = status;
  reply.headers = ExchangeHeaders(flavour);
  reply.headers.emplace_back("Content-Type", type);
  reply.body = std::move(body);
  reply.name = std::move(name);
  return reply;
}

// The place decides how an objection is put; a body only where the place is
// none of Autodiscover's.
Reply Object(const Answer& answer, const Occasion& occasion) {
  const Asked& asked = occasion.asked;
  if (asked.objection == Objection::kMethod) {
    Reply reply =
        WithBody(405, kHtmlType, HtmlPage("405 - Method Not Allowed"), "error");
    SetHeader(reply.headers, "Allow", "GET, HEAD, POST");
    return reply;
  }
  const bool svc = EndpointOf(occasion.request.path) == Endpoint::kSvc;
  if (svc && occasion.request.method != "POST") {
    return WithBody(200, kHtmlType, HtmlPage("Autodiscover Service"), "html");
  }
  if (svc || (asked.protocol == Protocol::kSoap &&
              EndpointOf(occasion.request.path) == Endpoint::kOther)) {
    return WithBody(500, kXmlType, SoapFault(asked, answer.shape), "error");
  }
  TemplateFields fields = FieldsOf(answer, occasion);
  fields.kind = ReplyKind::kError;
  fields.error =
      ErrorNamed(asked.objection == Objection::kNoProvider ? "601" : "600", "");
  Reply reply = WithBody(200, kXmlType, PoxBody(fields), "error");
  AddCapabilities(reply.headers);
  return reply;
}

Reply Json(const TemplateFields& fields, const Occasion& occasion) {
  const JsonAnswer answer = V2Answer(fields, occasion.asked);
  Reply reply = WithBody(answer.status, kJsonType, answer.body,
                         TemplateName(fields.kind));
  if (!answer.location.empty()) {
    SetHeader(reply.headers, "Location", answer.location);
  }
  return reply;
}

// A server that does not speak what was asked: the open ones have no place for
// SOAP and V2, and refuse a schema that they do not know.
Reply Unspoken(Protocol protocol, Flavour flavour) {
  if (protocol == Protocol::kPox || protocol == Protocol::kMobileSync) {
    return WithBody(400, FactsOf(flavour).xml_type, "", "error", flavour);
  }
  return WithBody(404, kHtmlType, HtmlPage("404 - Not Found"), "none", flavour);
}

// The template in the protocol that the client speaks.
Reply Spoken(const Answer& answer, const Occasion& occasion) {
  if (!IsUnderstood(occasion)) {
    return Object(answer, occasion);
  }
  const Protocol protocol = occasion.asked.protocol;
  const Flavour flavour = answer.form.flavour;
  if (protocol != Protocol::kNone && !Speaks(flavour, protocol)) {
    return Unspoken(protocol, flavour);
  }
  const char* type = Has(answer.shape, Shape::kUtf16)
                         ? "text/xml; charset=utf-16"
                         : FactsOf(flavour).xml_type;
  const TemplateFields fields = FieldsOf(answer, occasion);
  const std::string name = TemplateName(answer.reply);
  const auto xml = [&](std::string body) {
    return WithBody(200, type, std::move(body), name, flavour);
  };
  switch (protocol) {
    case Protocol::kSoap:
      return xml(SoapBody(fields, occasion.asked));
    case Protocol::kMobileSync:
      return xml(MobileSyncBody(fields));
    case Protocol::kV2:
      return Json(fields, occasion);
    case Protocol::kPox:
    case Protocol::kNone:
      break;
  }
  return xml(PoxBody(fields));
}

// What autodiscover.json would say, at a place where XML was asked.
Reply JsonAnywhere(const Answer& answer, const Occasion& occasion) {
  TemplateFields fields = FieldsOf(answer, occasion);
  fields.kind = ReplyKind::kSettings;
  Asked asked;
  asked.protocol = Protocol::kV2;
  asked.v2_protocol = "Ews";
  return WithBody(200, kJsonType, V2Answer(fields, asked).body, "json");
}

Reply Base(const Answer& answer, const Occasion& occasion) {
  if (answer.body) {
    std::string body =
        answer.body_as_is ? *answer.body : Fill(*answer.body, occasion);
    return WithBody(200, kXmlType, std::move(body), "body");
  }
  switch (answer.reply) {
    case ReplyKind::kHtml:
      return WithBody(200, kHtmlType, HtmlPage("Welcome"), "html");
    case ReplyKind::kEmpty:
      return WithBody(200, kXmlType, "", "empty");
    case ReplyKind::kJson:
      return JsonAnywhere(answer, occasion);
    case ReplyKind::kNone:
      break;
    case ReplyKind::kSettings:
    case ReplyKind::kRedirectAddr:
    case ReplyKind::kRedirectUrl:
    case ReplyKind::kError:
      return Spoken(answer, occasion);
  }
  Reply reply;
  reply.headers = ExchangeHeaders();
  return reply;
}

// The scenario's headers replace ours of the same name, and may repeat.
void AddHeaders(const Answer& answer, const Occasion& occasion, Reply& reply) {
  for (const auto& [name, value] : answer.headers) {
    std::erase_if(reply.headers, [&name = name](const auto& header) {
      return EqualsIgnoringCase(header.first, name);
    });
  }
  for (const auto& [name, value] : answer.headers) {
    reply.headers.emplace_back(name, Fill(value, occasion));
  }
}

void AddWireForm(const Answer& answer, const Occasion& occasion, Reply& reply) {
  reply.wire = answer.wire;
  for (std::string& line : reply.wire.raw_headers) {
    line = Fill(line, occasion);
  }
  if (reply.wire.raw) {
    reply.wire.raw = Fill(*reply.wire.raw, occasion);
    reply.headers.clear();
    reply.name = "raw";
  }
}

}  // namespace

bool AnswersAnything(const Answer& answer) {
  return answer.body || answer.location || answer.reply == ReplyKind::kNone ||
         answer.reply == ReplyKind::kHtml || answer.reply == ReplyKind::kJson ||
         answer.reply == ReplyKind::kEmpty;
}

bool IsUnderstood(const Occasion& occasion) {
  const Asked& asked = occasion.asked;
  switch (EndpointOf(occasion.request.path)) {
    case Endpoint::kXml:
      return asked.objection == Objection::kNone &&
             (asked.protocol == Protocol::kPox ||
              asked.protocol == Protocol::kMobileSync);
    case Endpoint::kSvc:
      return asked.protocol == Protocol::kSoap &&
             (asked.objection == Objection::kNone ||
              asked.objection == Objection::kNothingAsked);
    case Endpoint::kJson:
      return asked.objection != Objection::kMethod;
    case Endpoint::kOther:
      break;
  }
  return asked.objection == Objection::kNone;
}

Reply MakeReply(const Answer& answer, const Occasion& occasion) {
  Reply reply = Base(answer, occasion);
  if (answer.wire.raw || answer.wire.stream > 0) {
    reply.status = 200;
  }
  if (answer.location) {
    reply.status = 302;
    SetHeader(reply.headers, "Location", Fill(*answer.location, occasion));
  }
  if (answer.status) {
    reply.status = *answer.status;
  }
  if (!answer.content_type.empty()) {
    SetHeader(reply.headers, "Content-Type", answer.content_type);
  }
  if (answer.form.cut_after) {
    reply.body.resize(std::min(reply.body.size(), *answer.form.cut_after));
  }
  AddHeaders(answer, occasion, reply);
  reply.delay = answer.delay;
  reply.fault = answer.fault;
  reply.wait_for = answer.wait_for;
  AddWireForm(answer, occasion, reply);
  return reply;
}

Reply NotFound() {
  Reply reply = WithBody(404, kHtmlType, HtmlPage("404 - Not Found"), "none");
  return reply;
}

}  // namespace fake
