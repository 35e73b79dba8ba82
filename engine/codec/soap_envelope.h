// SPDX-License-Identifier: Apache-2.0
//
// What the operations of Autodiscover over SOAP share: the envelope around a
// question, and what an answer says of itself. Spec: [MS-OXWSADISC] 2.2.

#ifndef AUTODISCOVER_CODEC_SOAP_ENVELOPE_H_
#define AUTODISCOVER_CODEC_SOAP_ENVELOPE_H_

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "codec/answer.h"
#include "codec/xml.h"

namespace autodiscover::codec {

// Opens envelope, headers and body of a question in `writer`. `url` becomes the
// `To` header, which follows every redirect (SOAP-02).
void OpenSoapQuestion(XmlWriter& writer, std::string_view action,
                      std::string_view url, std::string_view version);

// The Response of an answer that has no error in its envelope.
struct SoapResponse {
  XmlDocument document;
  const XmlElement* response = nullptr;  // In the document.
  std::optional<ServerVersion> server_version;
  std::string code;  // Its own: NoError, or empty.
};

// Reads an answer whose body holds `message`. Nothing but a SoapResponse is
// worth a closer look: faults and errors of the whole response are ErrorAnswer
// (SOAP-05, SOAP-11), all else NoAnswer.
std::variant<SoapResponse, ErrorAnswer, NoAnswer> ReadSoapAnswer(
    std::string_view body, std::string_view message, const XmlLimits& limits);

// The child of that name in the Autodiscover namespace; or nullptr. `parent`
// may be nullptr, too.
const XmlElement* SoapChild(const XmlElement* parent, std::string_view name);
// Its text; or empty.
std::string SoapText(const XmlElement& parent, std::string_view name);
// Calls `read` for each `item` in the `list` of `parent`.
template <typename Read>
void ForEachSoapItem(const XmlElement& parent, std::string_view list,
                     std::string_view item, const Read& read) {
  const XmlElement* found = SoapChild(&parent, list);
  if (found == nullptr) {
    return;
  }
  for (const XmlElement& child : found->children) {
    if (child.name == item && child.name_space == found->name_space) {
      read(child);
    }
  }
}

// What `element` says of itself: NoError, or the name of an error.
ErrorAnswer ReadSoapCode(const XmlElement& element);

// Where `element` redirects to; nothing: it does not.
std::optional<Answer> ReadSoapRedirect(const XmlElement& element);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_SOAP_ENVELOPE_H_
