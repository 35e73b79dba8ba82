// SPDX-License-Identifier: Apache-2.0

#include "http/xml_names.h"

#include "http/text.h"

namespace fake {
namespace {

std::string_view PrefixOf(const pugi::xml_node& element) {
  const std::string_view name = element.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? "" : name.substr(0, colon);
}

}  // namespace

std::string_view LocalName(const pugi::xml_node& element) {
  const std::string_view name = element.name();
  return name.substr(name.find(':') + 1);
}

std::string_view NamespaceOf(const pugi::xml_node& element) {
  const std::string_view prefix = PrefixOf(element);
  const std::string declaration =
      prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
  for (pugi::xml_node scope = element; scope; scope = scope.parent()) {
    if (const auto found = scope.attribute(declaration.c_str())) {
      return found.value();
    }
  }
  return {};
}

bool IsNamed(const pugi::xml_node& element, std::string_view name_space,
             std::string_view local) {
  return LocalName(element) == local && NamespaceOf(element) == name_space;
}

pugi::xml_node ChildOf(const pugi::xml_node& parent,
                       std::string_view name_space, std::string_view local) {
  for (const pugi::xml_node& child : parent.children()) {
    if (child.type() == pugi::node_element &&
        IsNamed(child, name_space, local)) {
      return child;
    }
  }
  return {};
}

std::string TextOf(const pugi::xml_node& parent, std::string_view name_space,
                   std::string_view local) {
  return std::string(Trim(ChildOf(parent, name_space, local).text().get()));
}

}  // namespace fake
