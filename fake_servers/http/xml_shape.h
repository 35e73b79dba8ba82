// SPDX-License-Identifier: Apache-2.0
//
// Writes a document in the unusual ways that `shape` asks for: lawful ones
// here, hostile ones in hostile_xml.h.

#ifndef FAKE_SERVERS_HTTP_XML_SHAPE_H_
#define FAKE_SERVERS_HTTP_XML_SHAPE_H_

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "world/world.h"

namespace fake {

struct XmlForm {
  std::vector<Shape> shape;
  bool declaration = true;  // <?xml … ?>
  bool one_line = false;
};

[[nodiscard]] bool Has(const std::vector<Shape>& shape, Shape wanted);

// `document` is changed on the way. Its namespaces must be declared with
// xmlns attributes.
[[nodiscard]] std::string WriteXml(pugi::xml_document& document,
                                   const XmlForm& form);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_XML_SHAPE_H_
