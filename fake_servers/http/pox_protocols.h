// SPDX-License-Identifier: Apache-2.0
//
// The Protocol elements of a POX reply, one function a kind. Only for the files
// of http/ that write XML.

#ifndef FAKE_SERVERS_HTTP_POX_PROTOCOLS_H_
#define FAKE_SERVERS_HTTP_POX_PROTOCOLS_H_

#include <string>

#include <pugixml.hpp>

#include "http/template_fields.h"

namespace fake {

// Appends `<name>text</name>` and returns it.
pugi::xml_node AddText(pugi::xml_node parent, const char* name,
                       const std::string& text);

void AddProtocol(pugi::xml_node account, PoxProtocol protocol,
                 const TemplateFields& fields);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_POX_PROTOCOLS_H_
