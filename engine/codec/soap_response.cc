// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "base/strings.h"
#include "codec/namespaces.h"
#include "codec/soap.h"

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

Answer ReadSettings(const XmlElement& user) {
  Settings settings;
  if (const XmlElement* list = OurChild(&user, "UserSettings")) {
    for (const XmlElement& setting : list->children) {
      const std::string name = OurText(setting, "Name");
      const std::string value = OurText(setting, "Value");
      // Types that are not StringSetting have no Value; they are not ours
      // (SOAP-15).
      if (!name.empty() && !value.empty()) {
        settings.named.emplace(name, value);
      }
    }
  }
  const auto take = [&settings](const char* name) {
    const auto found = settings.named.find(name);
    return found == settings.named.end() ? std::string() : found->second;
  };
  settings.smtp_address = take("AutoDiscoverSMTPAddress");
  settings.display_name = take("UserDisplayName");
  return SettingsAnswer{.settings = std::move(settings)};
}

Answer ReadUser(const XmlElement& user) {
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
  if (code.code == "NoError") {
    return ReadSettings(user);
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
                         : ReadUser(*user);
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
  return message == nullptr ? Broken("does not answer the question asked")
                            : ReadMessage(*message);
}

}  // namespace autodiscover::codec
