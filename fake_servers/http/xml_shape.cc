// SPDX-License-Identifier: Apache-2.0

#include "http/xml_shape.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "http/xml_names.h"

namespace fake {
namespace {

bool Has(const std::vector<Shape>& shape, Shape wanted) {
  return std::ranges::find(shape, wanted) != shape.end();
}

bool IsElement(const pugi::xml_node& node) {
  return node.type() == pugi::node_element;
}

std::vector<pugi::xml_node> Elements(const pugi::xml_node& parent) {
  std::vector<pugi::xml_node> elements;
  for (const pugi::xml_node& child : parent.children()) {
    if (IsElement(child)) {
      elements.push_back(child);
    }
  }
  return elements;
}

// SOAP fixes the order of its own elements.
bool MayReorder(const pugi::xml_node& parent) {
  return NamespaceOf(parent) != kSoapEnvelope;
}

// Last child first, at every level.
void Reorder(const pugi::xml_node& node) {
  const auto elements = Elements(node);
  for (const pugi::xml_node& element : elements) {
    Reorder(element);
  }
  if (MayReorder(node)) {
    pugi::xml_node parent = node;
    for (const pugi::xml_node& element : elements) {
      parent.prepend_move(element);
    }
  }
}

void AddComments(pugi::xml_node node) {
  const auto elements = Elements(node);
  if (elements.empty()) {
    return;
  }
  node.prepend_child(pugi::node_comment).set_value(" set by the fixture ");
  for (const pugi::xml_node& element : elements) {
    AddComments(element);
  }
}

// Gives every element whose namespace is a default one a prefix instead, with
// all prefixes declared at the root.
class Prefixer {
 public:
  void Run(pugi::xml_node root) {
    Visit(root, "");
    for (const auto& [name_space, prefix] : prefixes_) {
      root.append_attribute(("xmlns:" + prefix).c_str()) = name_space.c_str();
    }
  }

 private:
  void Visit(pugi::xml_node node, std::string scope) {
    if (const auto declared = node.attribute("xmlns")) {
      scope = declared.value();
      node.remove_attribute(declared);
    }
    const std::string name = node.name();
    if (!scope.empty() && name.find(':') == std::string::npos) {
      node.set_name((PrefixFor(scope) + ":" + name).c_str());
    }
    for (const pugi::xml_node& element : Elements(node)) {
      Visit(element, scope);
    }
  }

  std::string PrefixFor(const std::string& name_space) {
    const std::string next = "n" + std::to_string(prefixes_.size() + 1);
    return prefixes_.emplace(name_space, next).first->second;
  }

  std::map<std::string, std::string> prefixes_;
};

}  // namespace

std::string WriteXml(pugi::xml_document& document,
                     const std::vector<Shape>& shape) {
  const pugi::xml_node root = document.document_element();
  if (Has(shape, Shape::kReordered)) {
    Reorder(root);
  }
  if (Has(shape, Shape::kPrefixed)) {
    Prefixer().Run(root);
  }
  if (Has(shape, Shape::kComments)) {
    AddComments(root);
    document.insert_child_before(pugi::node_comment, root)
        .set_value(" set by the fixture ");
  }
  std::ostringstream text;
  if (Has(shape, Shape::kBom)) {
    text << "\xEF\xBB\xBF";
  }
  if (Has(shape, Shape::kLeadingSpace)) {
    text << "\r\n  ";
  }
  if (!Has(shape, Shape::kNoDeclaration)) {
    text << R"(<?xml version="1.0" encoding="utf-8"?>)"
         << "\r\n";
  }
  document.save(text, "  ", pugi::format_indent | pugi::format_no_declaration);
  return text.str();
}

}  // namespace fake
