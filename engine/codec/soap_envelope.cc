// SPDX-License-Identifier: Apache-2.0

#include "codec/soap_envelope.h"

#include <utility>

#include "codec/namespaces.h"
#include "codec/soap_settings.h"

namespace autodiscover::codec {
namespace {

bool IsEnvelope(const XmlElement& root) {
  return root.name == "Envelope" && (root.name_space == kSoapEnvelope11 ||
                                     root.name_space == kSoapEnvelope12);
}

// SOAP 1.1: faultcode and faultstring, in no namespace. SOAP 1.2: Code/Value
// and Reason/Text in the envelope's.
ErrorAnswer ReadFault(const XmlElement& fault) {
  ErrorAnswer error{.code = fault.ChildText("", "faultcode"),
                    .message = fault.ChildText("", "faultstring")};
  if (const XmlElement* code = fault.Child(kSoapEnvelope12, "Code")) {
    error.code = code->ChildText(kSoapEnvelope12, "Value");
  }
  if (const XmlElement* reason = fault.Child(kSoapEnvelope12, "Reason")) {
    error.message = reason->ChildText(kSoapEnvelope12, "Text");
  }
  if (error.code.empty()) {
    error.code = "Fault";
  }
  return error;
}

std::variant<SoapResponse, ErrorAnswer, NoAnswer> ReadMessage(
    const XmlElement& message) {
  const XmlElement* response = SoapChild(&message, "Response");
  if (response == nullptr) {
    return NoAnswer{.why = "has no Response in it"};
  }
  ErrorAnswer code = ReadSoapCode(*response);
  if (!code.code.empty() && code.code != "NoError") {
    return code;
  }
  return SoapResponse{.document = {},
                      .response = response,
                      .server_version = {},
                      .code = code.code};
}

}  // namespace

void OpenSoapQuestion(XmlWriter& writer, std::string_view action,
                      std::string_view url, std::string_view version) {
  writer.Open("s:Envelope");
  writer.Attribute("xmlns:s", kSoapEnvelope11);
  writer.Attribute("xmlns:a", kSoapAutodiscover);
  writer.Attribute("xmlns:w", kAddressing);
  writer.Open("s:Header");
  writer.Leaf("a:RequestedServerVersion", version);
  writer.Leaf("w:Action", action);
  writer.Leaf("w:To", url);
  writer.Close();
  writer.Open("s:Body");
}

std::variant<SoapResponse, ErrorAnswer, NoAnswer> ReadSoapAnswer(
    std::string_view body, std::string_view message, const XmlLimits& limits) {
  Result<XmlDocument> document = ReadXml(body, limits);
  if (!document) {
    return NotAutodiscover(body, document.error().message);
  }
  const XmlElement& root = document->root();
  if (!IsEnvelope(root)) {
    NoAnswer answer = NotAutodiscover(body, "is XML, but not SOAP");
    answer.foreign = true;
    return answer;
  }
  const XmlElement* content = root.Child(root.name_space, "Body");
  if (content == nullptr) {
    return NoAnswer{.why = "has no Body in it"};
  }
  const XmlElement* fault = content->Child(root.name_space, "Fault");
  const XmlElement* found = SoapChild(content, message);
  if (fault == nullptr && found == nullptr) {
    return NoAnswer{.why = "does not answer the question asked"};
  }
  auto answer = fault == nullptr ? ReadMessage(*found) : ReadFault(*fault);
  if (const auto* header = root.Child(root.name_space, "Header")) {
    std::optional<ServerVersion> version = ReadServerVersion(*header);
    if (auto* response = std::get_if<SoapResponse>(&answer)) {
      response->server_version = std::move(version);
    } else if (auto* error = std::get_if<ErrorAnswer>(&answer)) {
      error->server_version = std::move(version);
    }
  }
  if (auto* response = std::get_if<SoapResponse>(&answer)) {
    response->document = *std::move(document);
  }
  return answer;
}

const XmlElement* SoapChild(const XmlElement* parent, std::string_view name) {
  return parent == nullptr ? nullptr : parent->Child(kSoapAutodiscover, name);
}

std::string SoapText(const XmlElement& parent, std::string_view name) {
  return parent.ChildText(kSoapAutodiscover, name);
}

ErrorAnswer ReadSoapCode(const XmlElement& element) {
  return {.code = SoapText(element, "ErrorCode"),
          .message = SoapText(element, "ErrorMessage")};
}

std::optional<Answer> ReadSoapRedirect(const XmlElement& element) {
  const std::string code = SoapText(element, "ErrorCode");
  if (code != "RedirectUrl" && code != "RedirectAddress") {
    return std::nullopt;
  }
  std::string target = SoapText(element, "RedirectTarget");
  if (target.empty()) {
    return NoAnswer{.why = "redirects, but says not where"};
  }
  if (code == "RedirectUrl") {
    return RedirectUrlAnswer{.url = std::move(target)};
  }
  return RedirectAddressAnswer{.address = std::move(target)};
}

}  // namespace autodiscover::codec
