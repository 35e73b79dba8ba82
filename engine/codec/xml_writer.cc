// SPDX-License-Identifier: Apache-2.0

#include <pugixml.hpp>

#include "codec/xml.h"

namespace autodiscover::codec {
namespace {

// Requests are four levels deep and ours. NOLINTNEXTLINE(misc-no-recursion)
void Append(pugi::xml_node parent, const XmlNode& node) {
  pugi::xml_node element = parent.append_child(node.name.c_str());
  for (const auto& [name, value] : node.attributes) {
    element.append_attribute(name.c_str()).set_value(value.c_str());
  }
  if (!node.text.empty()) {
    element.text().set(node.text.c_str());
  }
  for (const XmlNode& child : node.children) {
    Append(element, child);
  }
}

// Collects the output without a stream.
class StringWriter : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
  std::string text;
};

}  // namespace

std::string WriteXml(const XmlNode& root) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("utf-8");
  Append(document, root);
  StringWriter writer;
  document.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return writer.text;
}

}  // namespace autodiscover::codec
