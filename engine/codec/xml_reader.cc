// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cassert>
#include <memory>
#include <memory_resource>
#include <vector>

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
using Scope = std::vector<std::pair<std::string_view, std::string_view>>;

bool IsDeclaration(std::string_view name) {
  return name.starts_with("xmlns") && (name.size() == 5 || name[5] == ':');
}

std::string_view NamespaceOf(std::string_view name, const Scope& scope) {
  const std::size_t colon = name.find(':');
  const std::string_view prefix =
      colon == std::string_view::npos ? "" : name.substr(0, colon);
  // Not std::ranges::reverse_view: Clang 14 cannot compile libstdc++'s views.
  const auto found = std::find_if(
      scope.rbegin(), scope.rend(),
      [prefix](const auto& entry) { return entry.first == prefix; });
  return found == scope.rend() ? "" : found->second;
}

bool IsText(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

// Makes our tree of pugixml's, and counts on the way. The texts stay where
// pugixml has them; what has to be made goes to `memory`.
class Copier {
 public:
  Copier(const XmlLimits& limits, std::pmr::memory_resource& memory)
      : limits_(limits), memory_(memory) {}

  // Depth is bounded by limits_.depth_max, so the recursion is. False: why()
  // says what is wrong.
  // NOLINTNEXTLINE(misc-no-recursion)
  bool Copy(const pugi::xml_node& node, std::size_t depth,
            XmlElement& element) {
    if (depth > limits_.depth_max) {
      why_ = "is nested too deep";
      return false;
    }
    const std::size_t outer_scope = scope_.size();
    const std::size_t attributes = AddDeclarations(node);
    std::size_t children = 0;
    std::size_t texts = 0;
    for (pugi::xml_node child = node.first_child(); child;
         child = child.next_sibling()) {
      children += child.type() == pugi::node_element ? 1U : 0U;
      texts += IsText(child) ? 1U : 0U;
    }
    // Before memory is taken for what would be refused anyway.
    if (count_ + children > limits_.nodes_max) {
      why_ = "has too many elements";
      return false;
    }
    element.name_space = NamespaceOf(node.name(), scope_);
    element.name = ValidUtf8(LocalName(node.name()));
    CopyAttributes(node, attributes, element);
    CopyText(node, texts, element);
    const bool copied = CopyChildren(node, depth, children, element);
    scope_.resize(outer_scope);
    return copied;
  }

  // What is the matter; the rest of a sentence.
  [[nodiscard]] const char* why() const { return why_; }

 private:
  // How many attributes are left. All of them count.
  std::size_t AddDeclarations(const pugi::xml_node& node) {
    ++count_;
    std::size_t others = 0;
    for (pugi::xml_attribute attribute = node.first_attribute(); attribute;
         attribute = attribute.next_attribute()) {
      const std::string_view name = attribute.name();
      ++count_;
      if (IsDeclaration(name)) {
        scope_.emplace_back(name.substr(std::min<std::size_t>(name.size(), 6)),
                            attribute.value());
      } else {
        ++others;
      }
    }
    return others;
  }

  void CopyAttributes(const pugi::xml_node& node, std::size_t count,
                      XmlElement& element) {
    if (count == 0) {
      return;
    }
    auto* attributes =
        Room<std::pair<std::string_view, std::string_view>>(count);
    element.attributes = {attributes, count};
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (!IsDeclaration(name)) {
        *attributes++ = {ValidUtf8(LocalName(name)),
                         ValidUtf8(attribute.value())};
      }
    }
  }

  void CopyText(const pugi::xml_node& node, std::size_t pieces,
                XmlElement& element) {
    std::string joined;
    for (pugi::xml_node child = node.first_child(); child && pieces > 0;
         child = child.next_sibling()) {
      if (IsText(child)) {
        element.text = ValidUtf8(child.value());
        if (pieces > 1) {
          joined.append(element.text);
        }
      }
    }
    if (pieces > 1) {
      element.text = Kept(joined);
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): see Copy.
  bool CopyChildren(const pugi::xml_node& node, std::size_t depth,
                    std::size_t count, XmlElement& element) {
    if (count == 0) {
      return true;
    }
    auto* next = Room<XmlElement>(count);
    element.children = {next, count};
    for (pugi::xml_node child = node.first_child(); child;
         child = child.next_sibling()) {
      if (child.type() == pugi::node_element &&
          !Copy(child, depth + 1, *next++)) {
        return false;
      }
    }
    return true;
  }

  // Servers have sent Latin-1 under the name of UTF-8: what is no UTF-8 must
  // not reach a JSON writer or a terminal.
  std::string_view ValidUtf8(std::string_view text) {
    if (IsUtf8(text)) {
      return text;
    }
    std::string valid;
    while (!text.empty()) {
      const Utf8Character character = TakeUtf8Character(text);
      valid.append(character.valid ? character.bytes : "\xEF\xBF\xBD");
    }
    return Kept(valid);
  }

  std::string_view Kept(std::string_view text) {
    char* const copy = Room<char>(text.size());
    std::ranges::copy(text, copy);
    return {copy, text.size()};
  }

  template <typename Item>
  Item* Room(std::size_t count) {
    Item* const items =
        std::pmr::polymorphic_allocator<Item>(&memory_).allocate(count);
    std::uninitialized_value_construct_n(items, count);
    return items;
  }

  const XmlLimits& limits_;
  std::pmr::memory_resource& memory_;
  Scope scope_;
  std::size_t count_ = 0;
  const char* why_ = "";
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

// A tag has one "<", or two with its end: cut off before memory is spent on a
// tree that would be refused anyway. Twice for comments and the like.
bool HasTooManyTags(std::string_view text, std::size_t nodes_max) {
  std::size_t count = 0;
  for (std::size_t at = text.find('<'); at != std::string_view::npos;
       at = text.find('<', at + 1)) {
    if (++count / 4 > nodes_max) {
      return true;
    }
  }
  return false;
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

struct XmlDocument::Parts {
  explicit Parts(std::size_t bytes) : memory(bytes) {}

  pugi::xml_document document;
  std::pmr::monotonic_buffer_resource memory;
  XmlElement root;
};

XmlDocument::XmlDocument() = default;
XmlDocument::XmlDocument(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts)) {}
XmlDocument::~XmlDocument() = default;
XmlDocument::XmlDocument(XmlDocument&& other) noexcept = default;
XmlDocument& XmlDocument::operator=(XmlDocument&& other) noexcept = default;

const XmlElement& XmlDocument::root() const {
  assert(parts_ != nullptr);
  return parts_->root;
}

Result<XmlDocument> ReadXml(std::string_view bytes, const XmlLimits& limits) {
  if (bytes.size() > limits.bytes_max) {
    return Refuse("is too large");
  }
  const std::string_view text = WithoutBlanksInFront(bytes);
  if (HasTooManyTags(text, limits.nodes_max)) {
    return Refuse("has too many elements");
  }
  if (HasStrayZero(text)) {
    return Refuse("has a zero byte in it");
  }
  // About what our tree takes, so that it is one piece.
  auto parts = std::make_unique<XmlDocument::Parts>(text.size() + 1024);
  // A fragment, so that what is not part of the root is seen, and refused.
  const pugi::xml_parse_result parsed = parts->document.load_buffer(
      text.data(), text.size(),
      pugi::parse_default | pugi::parse_doctype | pugi::parse_fragment);
  if (!parsed) {
    return Refuse(StrCat("is not well-formed XML, or was cut short (",
                         parsed.description(), ")"));
  }
  const Result<pugi::xml_node> root = OnlyRoot(parts->document);
  if (!root) {
    return tl::unexpected<Error>(root.error());
  }
  Copier copier(limits, parts->memory);
  if (!copier.Copy(*root, 1, parts->root)) {
    return Refuse(copier.why());
  }
  return XmlDocument(std::move(parts));
}

}  // namespace autodiscover::codec
