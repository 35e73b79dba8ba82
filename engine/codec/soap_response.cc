// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "base/strings.h"
#include "codec/namespaces.h"
#include "codec/soap.h"
#include "codec/soap_settings.h"

namespace autodiscover::codec {
namespace {

NoAnswer Broken(std::string why) { return {.why = std::move(why)}; }

bool IsEnvelope(const XmlElement& root) {
  return root.name == "Envelope" && (root.name_space == kSoapEnvelope11 ||
                                     root.name_space == kSoapEnvelope12);
}

// The child of that name in the Autodiscover namespace; or nullptr.
const XmlElement* OurChild(const XmlElement* parent, std::string_view name) {
  return parent == nullptr ? nullptr : parent->Child(kSoapAutodiscover, name);
}

std::string OurText(const XmlElement& parent, std::string_view name) {
  return parent.ChildText(kSoapAutodiscover, name);
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

// What `element` says of itself: NoError, or the name of an error.
ErrorAnswer ReadCode(const XmlElement& element) {
  return {.code = OurText(element, "ErrorCode"),
          .message = OurText(element, "ErrorMessage")};
}

// Old servers give settings without a word of success (`said` is empty).
bool IsSuccess(const ErrorAnswer& code, std::string_view said,
               const Settings& settings) {
  return code.code == "NoError" ||
         (code.code.empty() && said.empty() &&
          !(settings.named.empty() && settings.mailboxes.empty()));
}

// `said`: the code of the whole response.
Answer ReadUser(const XmlElement& user, std::string_view said) {
  ErrorAnswer code = ReadCode(user);
  const std::string target = OurText(user, "RedirectTarget");
  if (code.code == "RedirectUrl" || code.code == "RedirectAddress") {
    if (target.empty()) {
      return Broken("redirects, but says not where");
    }
    return code.code == "RedirectUrl"
               ? Answer(RedirectUrlAnswer{.url = target})
               : Answer(RedirectAddressAnswer{.address = target});
  }
  Settings settings = ReadUserSettings(user);
  if (IsSuccess(code, said, settings)) {
    return SettingsAnswer{.settings = std::move(settings)};
  }
  if (code.code.empty()) {
    return Broken("does not say whether it succeeded");
  }
  return code;
}

Answer ReadMessage(const XmlElement& message) {
  const XmlElement* response = OurChild(&message, "Response");
  if (response == nullptr) {
    return Broken("has no Response in it");
  }
  ErrorAnswer code = ReadCode(*response);
  if (!code.code.empty() && code.code != "NoError") {
    return code;
  }
  const XmlElement* user =
      OurChild(OurChild(response, "UserResponses"), "UserResponse");
  return user == nullptr ? Broken("has nothing about the user in it")
                         : ReadUser(*user, code.code);
}

}  // namespace

Answer ReadGetUserSettings(std::string_view body, const XmlLimits& limits) {
  const Result<XmlElement> root = ReadXml(body, limits);
  if (!root) {
    return NotAutodiscover(body, root.error().message);
  }
  if (!IsEnvelope(*root)) {
    NoAnswer answer = NotAutodiscover(body, "is XML, but not SOAP");
    answer.foreign = true;
    return answer;
  }
  const XmlElement* content = root->Child(root->name_space, "Body");
  if (content == nullptr) {
    return Broken("has no Body in it");
  }
  if (const XmlElement* fault = content->Child(root->name_space, "Fault")) {
    return ReadFault(*fault);
  }
  const XmlElement* message =
      OurChild(content, "GetUserSettingsResponseMessage");
  if (message == nullptr) {
    return Broken("does not answer the question asked");
  }
  Answer answer = ReadMessage(*message);
  const XmlElement* header = root->Child(root->name_space, "Header");
  if (auto* said = std::get_if<SettingsAnswer>(&answer);
      said != nullptr && header != nullptr) {
    said->settings.server_version = ReadServerVersion(*header);
  }
  return answer;
}

}  // namespace autodiscover::codec
