// SPDX-License-Identifier: Apache-2.0
//
// The names that Autodiscover uses in XML, and how to find elements by
// namespace and local name: pugixml does not know namespaces. Only for the
// files of http/ that read or write XML.

#ifndef FAKE_SERVERS_HTTP_XML_NAMES_H_
#define FAKE_SERVERS_HTTP_XML_NAMES_H_

#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace fake {

inline constexpr const char* kOutlookRequest =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/"
    "2006";
inline constexpr const char* kMobileSyncRequest =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/"
    "requestschema/2006";
inline constexpr const char* kPoxResponse =
    "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
inline constexpr const char* kOutlookResponse =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/"
    "responseschema/2006a";
inline constexpr const char* kMobileSyncResponse =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/"
    "responseschema/2006";
inline constexpr const char* kSoapEnvelope =
    "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr const char* kAddressing =
    "http://www.w3.org/2005/08/addressing";
inline constexpr const char* kSoapMessages =
    "http://schemas.microsoft.com/exchange/2010/Autodiscover";
inline constexpr const char* kSoapAction =
    "http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/"
    "GetUserSettings";
inline constexpr const char* kSchemaInstance =
    "http://www.w3.org/2001/XMLSchema-instance";

[[nodiscard]] std::string_view LocalName(const pugi::xml_node& element);
[[nodiscard]] std::string_view NamespaceOf(const pugi::xml_node& element);

// The first child element of that name; a null node when there is none.
[[nodiscard]] pugi::xml_node ChildOf(const pugi::xml_node& parent,
                                     std::string_view name_space,
                                     std::string_view local);

// The text of that child, without white space around it.
[[nodiscard]] std::string TextOf(const pugi::xml_node& parent,
                                 std::string_view name_space,
                                 std::string_view local);

// Whether `element` has that name.
[[nodiscard]] bool IsNamed(const pugi::xml_node& element,
                           std::string_view name_space, std::string_view local);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_XML_NAMES_H_
