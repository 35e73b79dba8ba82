// SPDX-License-Identifier: Apache-2.0
//
// Writes a document in the lawful but unusual ways that `shape` asks for.

#ifndef FAKE_SERVERS_HTTP_XML_SHAPE_H_
#define FAKE_SERVERS_HTTP_XML_SHAPE_H_

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "world/world.h"

namespace fake {

// `document` is changed on the way. Its namespaces must be declared with
// xmlns attributes.
[[nodiscard]] std::string WriteXml(pugi::xml_document& document,
                                   const std::vector<Shape>& shape);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_XML_SHAPE_H_
