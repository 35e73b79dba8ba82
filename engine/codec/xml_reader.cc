// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include <pugixml.hpp>

#include "base/strings.h"
#include "base/utf8.h"
#include "codec/xml.h"

namespace autodiscover::codec {
namespace {

tl::unexpected<Error> Refuse(std::string why) {
  return Fail(ErrorCode::kServerError, std::move(why));
}

std::string_view LocalName(std::string_view name) {
  const std::size_t colon = name.find(':');
  // What ends in a colon has no local part, so it stays as it is.
  return colon == std::string_view::npos || colon + 1 == name.size()
             ? name
             : name.substr(colon + 1);
}

// The declarations in force at one element, innermost last. Few in number, so a
// list serves.
using Scope = std::vector<std::pair<std::string, std::string>>;

void AddDeclarations(const pugi::xml_node& node, Scope& scope) {
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "xmlns") {
      scope.emplace_back("", attribute.value());
    } else if (name.starts_with("xmlns:")) {
      scope.emplace_back(name.substr(6), attribute.value());
    }
  }
}

std::string NamespaceOf(std::string_view name, const Scope& scope) {
  const std::size_t colon = name.find(':');
  const std::string_view prefix =
      colon == std::string_view::npos ? "" : name.substr(0, colon);
  // Not std::ranges::reverse_view: Clang 14 cannot compile libstdc++'s views.
  const auto found = std::find_if(
      scope.rbegin(), scope.rend(),
      [prefix](const auto& entry) { return entry.first == prefix; });
  return found == scope.rend() ? "" : found->second;
}

// Servers have sent Latin-1 under the name of UTF-8: what is no UTF-8 must not
// reach a JSON writer or a terminal.
std::string ValidUtf8(std::string_view text) {
  if (IsUtf8(text)) {
    return std::string(text);
  }
  std::string valid;
  while (!text.empty()) {
    const Utf8Character character = TakeUtf8Character(text);
    valid.append(character.valid ? character.bytes : "\xEF\xBF\xBD");
  }
  return valid;
}

// Copies pugixml's tree into ours, and counts on the way.
class Copier {
 public:
  explicit Copier(const XmlLimits& limits) : limits_(limits) {}

  // Depth is bounded by limits_.depth_max, so the recursion is.
  // NOLINTNEXTLINE(misc-no-recursion)
  Result<XmlElement> Copy(const pugi::xml_node& node, std::size_t depth) {
    if (depth > limits_.depth_max) {
      return Refuse("is nested too deep");
    }
    if (!Count(node)) {
      return Refuse("has too many elements");
    }
    const std::size_t outer_scope = scope_.size();
    AddDeclarations(node, scope_);
    XmlElement element = CopyHead(node);
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() == pugi::node_pcdata ||
          child.type() == pugi::node_cdata) {
        element.text.append(ValidUtf8(child.value()));
      }
      if (child.type() != pugi::node_element) {
        continue;
      }
      Result<XmlElement> copy = Copy(child, depth + 1);
      if (!copy) {
        return copy;
      }
      element.children.push_back(*std::move(copy));
    }
    scope_.resize(outer_scope);
    return element;
  }

 private:
  bool Count(const pugi::xml_node& node) {
    count_ += 1 + static_cast<std::size_t>(std::distance(
                      node.attributes_begin(), node.attributes_end()));
    return count_ <= limits_.nodes_max;
  }

  XmlElement CopyHead(const pugi::xml_node& node) {
    XmlElement element{.name_space = NamespaceOf(node.name(), scope_),
                       .name = ValidUtf8(LocalName(node.name()))};
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name != "xmlns" && !name.starts_with("xmlns:")) {
        element.attributes.emplace_back(ValidUtf8(LocalName(name)),
                                        ValidUtf8(attribute.value()));
      }
    }
    return element;
  }

  const XmlLimits& limits_;
  Scope scope_;
  std::size_t count_ = 0;
};

// The one element of `document`; a DTD, a second root and text beside it are
// refused.
Result<pugi::xml_node> OnlyRoot(const pugi::xml_document& document) {
  pugi::xml_node root;
  for (const pugi::xml_node& node : document.children()) {
    if (node.type() == pugi::node_doctype) {
      return Refuse("declares a document type (DTD), which is refused");
    }
    // Comments and the like are not kept.
    if (node.type() != pugi::node_element) {
      return Refuse("has text outside its root element");
    }
    if (!root.empty()) {
      return Refuse("has more than one root element");
    }
    root = node;
  }
  if (root.empty()) {
    return Refuse("has no element in it");
  }
  return root;
}

// pugixml ends at a zero byte. In UTF-16 and UTF-32 they are half of the text.
bool HasStrayZero(std::string_view text) {
  const std::string_view head = text.substr(0, 2);
  const bool wide = head == std::string_view("<\0", 2) ||
                    head == std::string_view("\0<", 2) ||
                    head == std::string_view("\0\0", 2) || head == "\xFE\xFF" ||
                    head == "\xFF\xFE";
  return !wide && text.find('\0') != std::string_view::npos;
}

// pugixml takes a byte-order mark and a declaration at the very start only.
std::string_view WithoutBlanksInFront(std::string_view bytes) {
  while (!bytes.empty() && IsAsciiSpace(bytes.front())) {
    bytes.remove_prefix(1);
  }
  return bytes;
}

}  // namespace

XmlLimits XmlLimits::From(const Policy& policy) {
  return {.bytes_max = policy.body_bytes_max,
          .depth_max = policy.xml_depth_max,
          .nodes_max = policy.xml_nodes_max};
}

Result<XmlElement> ReadXml(std::string_view bytes, const XmlLimits& limits) {
  if (bytes.size() > limits.bytes_max) {
    return Refuse("is too large");
  }
  const std::string_view text = WithoutBlanksInFront(bytes);
  // A tag has one "<", or two with its end: cut off before memory is spent on a
  // tree that would be refused anyway. Twice for comments and the like.
  if (std::count(text.begin(), text.end(), '<') / 4 >
      static_cast<std::ptrdiff_t>(limits.nodes_max)) {
    return Refuse("has too many elements");
  }
  if (HasStrayZero(text)) {
    return Refuse("has a zero byte in it");
  }
  pugi::xml_document document;
  // A fragment, so that what is not part of the root is seen, and refused.
  const pugi::xml_parse_result parsed = document.load_buffer(
      text.data(), text.size(),
      pugi::parse_default | pugi::parse_doctype | pugi::parse_fragment);
  if (!parsed) {
    return Refuse(StrCat("is not well-formed XML, or was cut short (",
                         parsed.description(), ")"));
  }
  const Result<pugi::xml_node> root = OnlyRoot(document);
  if (!root) {
    return tl::unexpected<Error>(root.error());
  }
  return Copier(limits).Copy(*root, 1);
}

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
