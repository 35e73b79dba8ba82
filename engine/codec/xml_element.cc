// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "base/strings.h"
#include "codec/xml.h"

namespace autodiscover::codec {

const XmlElement* XmlElement::Child(std::string_view child_space,
                                    std::string_view child_name) const {
  const auto found =
      std::ranges::find_if(children, [&](const XmlElement& child) {
        return child.name == child_name && child.name_space == child_space;
      });
  return found == children.end() ? nullptr : &*found;
}

std::string XmlElement::ChildText(std::string_view child_space,
                                  std::string_view child_name) const {
  const XmlElement* child = Child(child_space, child_name);
  return child == nullptr || child->IsNil() ? ""
                                            : std::string(Trim(child->text));
}

std::string_view XmlElement::Attribute(std::string_view key) const {
  const auto found = std::ranges::find_if(
      attributes, [key](const auto& entry) { return entry.first == key; });
  return found == attributes.end() ? std::string_view() : found->second;
}

bool XmlElement::IsNil() const {
  const std::string_view nil = Attribute("nil");
  return nil == "true" || nil == "1";
}

}  // namespace autodiscover::codec
