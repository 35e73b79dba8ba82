// SPDX-License-Identifier: Apache-2.0
//
// How elements of plain XML answers are found: what Outlook's schema and
// MobileSync have in common.

#ifndef AUTODISCOVER_CODEC_POX_ELEMENTS_H_
#define AUTODISCOVER_CODEC_POX_ELEMENTS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "codec/answer.h"
#include "codec/xml.h"

namespace autodiscover::codec {

// Servers put inner elements in any of the response namespaces, declared or
// inherited (POX-09, ERR-04), or lose the namespace on the way.
bool IsOurs(const XmlElement& element);
const XmlElement* OurChild(const XmlElement& parent, std::string_view name);
std::string OurText(const XmlElement& parent, std::string_view name);

// "On", "off", "True", "false"; anything else is nothing.
std::optional<bool> ReadSwitch(std::string_view text);
// A number that fits a port, a status or a count of hours.
std::optional<int> ReadNumber(std::string_view text);

// `Error` of the frame around every plain XML answer.
ErrorAnswer ReadFrameError(const XmlElement& error);

// Adds every child that is text to `all`, as "PREFIX.Name".
void KeepTexts(const XmlElement& parent, std::string_view prefix,
               std::map<std::string, std::string>& all);

// A request for `address` in the namespace `name_space`, for an answer in
// `wanted`.
std::string WritePlainRequest(std::string_view name_space,
                              std::string_view wanted,
                              std::string_view address);

// The Response in `body`; or why there is none.
struct Framed {
  XmlDocument document;
  const XmlElement* response = nullptr;  // In the document.
  NoAnswer none;
};
Framed ReadFrame(std::string_view body, const XmlLimits& limits);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_POX_ELEMENTS_H_
