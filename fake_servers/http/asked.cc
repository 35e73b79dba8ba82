// SPDX-License-Identifier: Apache-2.0

#include "http/asked.h"

#include <algorithm>

#include "history/letter_case.h"
#include "http/text.h"
#include "http/xml_names.h"

namespace fake {
namespace {

Asked Refuse(Protocol protocol, Objection objection, std::string detail) {
  Asked asked;
  asked.protocol = protocol;
  asked.objection = objection;
  asked.detail = std::move(detail);
  return asked;
}

// POX and MobileSync differ in the names of their schemas only.
Asked ReadXmlRequest(const pugi::xml_node& root, Protocol protocol,
                     const char* schema, const char* acceptable) {
  Asked asked;
  asked.protocol = protocol;
  const pugi::xml_node request = ChildOf(root, schema, "Request");
  std::string address = TextOf(request, schema, "EMailAddress");
  if (address.empty()) {
    address = TextOf(request, schema, "LegacyDN");
  }
  if (!address.empty()) {
    asked.addresses.push_back(std::move(address));
  }
  const std::string accepts =
      TextOf(request, schema, "AcceptableResponseSchema");
  if (asked.addresses.empty() || accepts.empty()) {
    asked.objection = Objection::kNotTheSchema;
    asked.detail = "EMailAddress or AcceptableResponseSchema is missing";
  } else if (accepts != acceptable) {
    asked.objection = Objection::kNoProvider;
    asked.detail = "AcceptableResponseSchema is not known";
  }
  return asked;
}

void ReadUsersAndSettings(const pugi::xml_node& request, Asked& asked) {
  const pugi::xml_node users = ChildOf(request, kSoapMessages, "Users");
  for (const pugi::xml_node& user : users.children()) {
    if (std::string address = TextOf(user, kSoapMessages, "Mailbox");
        !address.empty()) {
      asked.addresses.push_back(std::move(address));
    }
  }
  const pugi::xml_node settings =
      ChildOf(request, kSoapMessages, "RequestedSettings");
  for (const pugi::xml_node& setting : settings.children()) {
    if (setting.type() == pugi::node_element) {
      asked.settings.emplace_back(Trim(setting.text().get()));
    }
  }
}

Asked ReadEnvelope(const pugi::xml_node& envelope) {
  Asked asked;
  asked.protocol = Protocol::kSoap;
  const pugi::xml_node header = ChildOf(envelope, kSoapEnvelope, "Header");
  const pugi::xml_node body = ChildOf(envelope, kSoapEnvelope, "Body");
  const pugi::xml_node message =
      ChildOf(body, kSoapMessages, "GetUserSettingsRequestMessage");
  ReadUsersAndSettings(ChildOf(message, kSoapMessages, "Request"), asked);
  const std::string action = TextOf(header, kAddressing, "Action");
  // A missing To is let pass: clients without it are in use.
  if (action.empty() ||
      TextOf(header, kSoapMessages, "RequestedServerVersion").empty()) {
    asked.objection = Objection::kSoapHeader;
    asked.detail = "Action or RequestedServerVersion is missing";
  } else if (action != kSoapAction || !message) {
    asked.objection = Objection::kSoapAction;
    asked.detail = "only GetUserSettings is served";
  } else if (asked.addresses.empty() || asked.settings.empty()) {
    asked.objection = Objection::kNothingAsked;
    asked.detail = "Users or RequestedSettings is empty";
  }
  return asked;
}

std::string QueryValue(std::string_view query, std::string_view name) {
  for (const std::string_view pair : Split(query, '&')) {
    const auto equals = std::min(pair.find('='), pair.size());
    if (EqualsIgnoringCase(pair.substr(0, equals), name)) {
      return PercentDecode(pair.substr(std::min(equals + 1, pair.size())));
    }
  }
  return {};
}

// Both forms: ?Email=A&Protocol=P and /v1.0/A?Protocol=P.
Asked ReadV2(const Request& request) {
  Asked asked;
  asked.protocol = Protocol::kV2;
  std::string address = QueryValue(request.query, "Email");
  const auto segments = Split(request.raw_path, '/');
  if (address.empty() && segments.size() >= 2 &&
      EqualsIgnoringCase(segments[segments.size() - 2], "v1.0")) {
    address = PercentDecode(segments.back());
  }
  if (!address.empty()) {
    asked.addresses.push_back(std::move(address));
  }
  asked.v2_protocol = QueryValue(request.query, "Protocol");
  if (request.method != "GET" && request.method != "HEAD") {
    asked.objection = Objection::kMethod;
  } else if (asked.addresses.empty() || asked.v2_protocol.empty()) {
    asked.objection = Objection::kNothingAsked;
    asked.detail = "Email or Protocol is missing";
  }
  return asked;
}

Asked ReadXml(const std::string& body) {
  pugi::xml_document document;
  // A DTD is refused, as Exchange refuses it.
  if (!document.load_buffer(body.data(), body.size(),
                            pugi::parse_default | pugi::parse_doctype) ||
      document.find_child([](const pugi::xml_node& node) {
        return node.type() == pugi::node_doctype;
      })) {
    return Refuse(Protocol::kNone, Objection::kNotTheSchema, "not XML");
  }
  const pugi::xml_node root = document.document_element();
  if (IsNamed(root, kOutlookRequest, "Autodiscover")) {
    return ReadXmlRequest(root, Protocol::kPox, kOutlookRequest,
                          kOutlookResponse);
  }
  if (IsNamed(root, kMobileSyncRequest, "Autodiscover")) {
    return ReadXmlRequest(root, Protocol::kMobileSync, kMobileSyncRequest,
                          kMobileSyncResponse);
  }
  if (IsNamed(root, kSoapEnvelope, "Envelope")) {
    return ReadEnvelope(root);
  }
  return Refuse(Protocol::kNone, Objection::kNotTheSchema,
                "the root element is not a request's");
}

}  // namespace

std::string ToString(Protocol protocol) {
  switch (protocol) {
    case Protocol::kPox:
      return "pox";
    case Protocol::kSoap:
      return "soap";
    case Protocol::kMobileSync:
      return "mobilesync";
    case Protocol::kV2:
      return "v2";
    case Protocol::kNone:
      break;
  }
  return "none";
}

Endpoint EndpointOf(std::string_view path) {
  for (const std::string_view segment : Split(path, '/')) {
    if (EqualsIgnoringCase(segment, "autodiscover.xml")) {
      return Endpoint::kXml;
    }
    if (EqualsIgnoringCase(segment, "autodiscover.svc")) {
      return Endpoint::kSvc;
    }
    if (EqualsIgnoringCase(segment, "autodiscover.json")) {
      return Endpoint::kJson;
    }
  }
  return Endpoint::kOther;
}

Asked ReadAsked(const Request& request) {
  if (EndpointOf(request.path) == Endpoint::kJson) {
    return ReadV2(request);
  }
  if (request.method == "GET" || request.method == "HEAD") {
    return Refuse(Protocol::kNone, Objection::kNotTheSchema, "nothing asked");
  }
  if (request.method != "POST") {
    return Refuse(Protocol::kNone, Objection::kMethod, "not POST");
  }
  return ReadXml(request.body);
}

}  // namespace fake
