// SPDX-License-Identifier: Apache-2.0

#include "http/xml_shape.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "http/hostile_xml.h"
#include "http/xml_names.h"

namespace fake {
namespace {

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

// What a newer server might say: in a namespace that nobody knows, and without.
void AddUnknown(pugi::xml_node node) {
  const auto elements = Elements(node);
  if (elements.empty()) {
    return;
  }
  for (const pugi::xml_node& element : elements) {
    AddUnknown(element);
  }
  if (MayReorder(node)) {
    pugi::xml_node stranger = node.prepend_child("x:Fixture");
    stranger.append_attribute("xmlns:x") = "urn:fixture:unknown";
    stranger.append_child("x:EwsUrl").text() = "not a URL";
    node.append_child("FixtureAddition").append_attribute("Since") = "2099";
  }
}

void WrapInCdata(const pugi::xml_node& node) {
  for (pugi::xml_node child : node.children()) {
    if (IsElement(child)) {
      WrapInCdata(child);
    } else if (child.type() == pugi::node_pcdata) {
      const std::string text = child.value();
      pugi::xml_node parent = node;
      parent.insert_child_before(pugi::node_cdata, child)
          .set_value(text.c_str());
      parent.remove_child(child);
      return;  // A text has no brothers here.
    }
  }
}

// Every Protocol, and in SOAP every setting, stands there twice.
void Duplicate(const pugi::xml_node& node) {
  for (const pugi::xml_node& element : Elements(node)) {
    const std::string_view name = LocalName(element);
    if (name == "Protocol" || name == "UserSetting") {
      pugi::xml_node parent = node;
      parent.insert_copy_after(element, element);
    } else {
      Duplicate(element);
    }
  }
}

// Of the inner element where there is one with a namespace of its own.
bool SpoilInner(const pugi::xml_node& node) {
  for (const pugi::xml_node& element : Elements(node)) {
    if (pugi::xml_attribute declared = element.attribute("xmlns");
        declared && *declared.value() != '\0') {
      declared.set_value((std::string(declared.value()) + "/wrong").c_str());
      return true;
    }
    if (SpoilInner(element)) {
      return true;
    }
  }
  return false;
}

void SpoilNamespace(const pugi::xml_node& root) {
  if (!SpoilInner(root)) {
    root.attribute("xmlns").set_value("http://fixture.test/wrong");
  }
}

void ChangeTree(pugi::xml_document& document, const std::vector<Shape>& shape) {
  const pugi::xml_node root = document.document_element();
  if (Has(shape, Shape::kDuplicateProtocols)) {
    Duplicate(root);
  }
  if (Has(shape, Shape::kReordered)) {
    Reorder(root);
  }
  if (Has(shape, Shape::kWrongNamespace)) {
    SpoilNamespace(root);
  }
  if (Has(shape, Shape::kUnknownElements)) {
    AddUnknown(root);
  }
  if (Has(shape, Shape::kPrefixed)) {
    Prefixer().Run(root);
  }
  if (Has(shape, Shape::kCdata)) {
    WrapInCdata(root);
  }
  if (Has(shape, Shape::kComments)) {
    AddComments(root);
    document.insert_child_before(pugi::node_comment, root)
        .set_value(" set by the fixture ");
  }
}

}  // namespace

bool Has(const std::vector<Shape>& shape, Shape wanted) {
  return std::ranges::find(shape, wanted) != shape.end();
}

std::string WriteXml(pugi::xml_document& document, const XmlForm& form) {
  const std::vector<Shape>& shape = form.shape;
  ChangeTree(document, shape);
  std::ostringstream text;
  if (Has(shape, Shape::kBom)) {
    text << "\xEF\xBB\xBF";
  }
  if (Has(shape, Shape::kLeadingSpace)) {
    text << "\r\n  ";
  }
  const bool wide = Has(shape, Shape::kUtf16);
  // UTF-16 cannot be told without saying so, whoever the server is.
  if (wide || (form.declaration && !Has(shape, Shape::kNoDeclaration))) {
    text << R"(<?xml version="1.0" encoding=")" << (wide ? "utf-16" : "utf-8")
         << "\"?>\r\n";
  }
  document.save(text, "  ",
                (form.one_line ? pugi::format_raw : pugi::format_indent) |
                    pugi::format_no_declaration);
  return wide ? ToUtf16Text(MakeHostile(text.str(), shape))
              : MakeHostile(text.str(), shape);
}

}  // namespace fake
