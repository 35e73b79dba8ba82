// SPDX-License-Identifier: Apache-2.0
//
// What a template says, whatever protocol it is said in: an Answer whose
// placeholders are filled in and whose defaults are chosen.

#ifndef FAKE_SERVERS_HTTP_TEMPLATE_FIELDS_H_
#define FAKE_SERVERS_HTTP_TEMPLATE_FIELDS_H_

#include <optional>
#include <string>
#include <vector>

#include "http/error_codes.h"
#include "world/world.h"

namespace fake {

struct TemplateFields {
  ReplyKind kind = ReplyKind::kSettings;
  std::string host;                         // The world's name of the server.
  std::string address;                      // The one asked for.
  std::optional<std::string> smtp_address;  // Absent: the one asked for.
  std::string display_name;
  std::string ews;           // Empty: there is none.
  std::string ews_internal;  // Empty: there is none.
  std::string to;            // Of the redirects.
  ErrorCode error;           // Of the error.
  std::vector<Shape> shape;
  BodyForm form;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_TEMPLATE_FIELDS_H_
