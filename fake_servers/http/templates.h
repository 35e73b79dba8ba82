// SPDX-License-Identifier: Apache-2.0
//
// The bodies that an Exchange server sends, one function a protocol. All are
// pure, and escape what they are given.

#ifndef FAKE_SERVERS_HTTP_TEMPLATES_H_
#define FAKE_SERVERS_HTTP_TEMPLATES_H_

#include <string>
#include <vector>

#include "http/asked.h"
#include "http/template_fields.h"

namespace fake {

// autodiscover.xml for Outlook: settings, both redirects, error.
[[nodiscard]] std::string PoxBody(const TemplateFields& fields);

// autodiscover.xml for ActiveSync.
[[nodiscard]] std::string MobileSyncBody(const TemplateFields& fields);

// autodiscover.svc: GetUserSettingsResponse, only with the settings asked for.
[[nodiscard]] std::string SoapBody(const TemplateFields& fields,
                                   const Asked& asked);

// A SOAP fault, with HTTP status 500.
[[nodiscard]] std::string SoapFault(const Asked& asked,
                                    const std::vector<Shape>& shape);

// autodiscover.json.
struct JsonAnswer {
  int status = 200;
  std::string body;
  std::string location;  // Of a redirect.
};
[[nodiscard]] JsonAnswer V2Answer(const TemplateFields& fields,
                                  const Asked& asked);

// A page for people.
[[nodiscard]] std::string HtmlPage(const std::string& title);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_TEMPLATES_H_
