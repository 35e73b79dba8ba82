// SPDX-License-Identifier: Apache-2.0

#include "codec/pox_elements.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/strings.h"
#include "codec/namespaces.h"

namespace autodiscover::codec {

bool IsOurs(const XmlElement& element) {
  constexpr std::array<std::string_view, 4> kNamespaces = {
      kPoxResponse, kPoxOutlookResponse, kPoxMobileSyncResponse, ""};
  return std::ranges::find(kNamespaces, element.name_space) !=
         kNamespaces.end();
}

const XmlElement* OurChild(const XmlElement& parent, std::string_view name) {
  const auto found =
      std::ranges::find_if(parent.children, [name](const XmlElement& child) {
        return child.name == name && IsOurs(child);
      });
  return found == parent.children.end() ? nullptr : &*found;
}

std::string OurText(const XmlElement& parent, std::string_view name) {
  const XmlElement* child = OurChild(parent, name);
  return child == nullptr ? "" : std::string(Trim(child->text));
}

std::optional<bool> ReadSwitch(std::string_view text) {
  if (EqualsIgnoreCase(text, "on") || EqualsIgnoreCase(text, "true")) {
    return true;
  }
  if (EqualsIgnoreCase(text, "off") || EqualsIgnoreCase(text, "false")) {
    return false;
  }
  return std::nullopt;
}

std::optional<int> ReadNumber(std::string_view text) {
  constexpr int kMax = 1'000'000'000;
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != end ||
      number < 0 || number > kMax) {
    return std::nullopt;
  }
  return number;
}

ErrorAnswer ReadFrameError(const XmlElement& error) {
  return {.code = OurText(error, "ErrorCode"),
          .message = OurText(error, "Message"),
          .debug_data = OurText(error, "DebugData"),
          .time = std::string(error.Attribute("Time")),
          .id = std::string(error.Attribute("Id"))};
}

void KeepTexts(const XmlElement& parent, std::string_view prefix,
               std::map<std::string, std::string>& all) {
  for (const XmlElement& child : parent.children) {
    if (IsOurs(child) && child.children.empty()) {
      all.emplace(StrCat(prefix, ".", child.name), Trim(child.text));
    }
  }
}

std::string WritePlainRequest(std::string_view name_space,
                              std::string_view wanted,
                              std::string_view address) {
  XmlWriter writer;
  writer.Open("Autodiscover");
  writer.Attribute("xmlns", name_space);
  writer.Open("Request");
  writer.Leaf("EMailAddress", address);
  writer.Leaf("AcceptableResponseSchema", wanted);
  return writer.Finish();
}

Framed ReadFrame(std::string_view body, const XmlLimits& limits) {
  Framed framed;
  Result<XmlDocument> document = ReadXml(body, limits);
  if (!document) {
    framed.none = NotAutodiscover(body, document.error().message);
    return framed;
  }
  framed.document = *std::move(document);
  const XmlElement& root = framed.document.root();
  const XmlElement* response = OurChild(root, "Response");
  const bool is_ours = root.name == "Autodiscover" && IsOurs(root) &&
                       (response != nullptr || !root.name_space.empty());
  if (!is_ours) {
    framed.none = NotAutodiscover(body, "is XML, but not Autodiscover's");
    framed.none.foreign = true;
  } else if (response == nullptr) {
    framed.none.why = "has no Response in it";
  } else {
    framed.response = response;
  }
  return framed;
}

}  // namespace autodiscover::codec
