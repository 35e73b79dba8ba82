// SPDX-License-Identifier: Apache-2.0

#include "driver/spnego.h"

#include <cstddef>
#include <initializer_list>
#include <optional>

#include <openssl/asn1.h>

namespace autodiscover::driver {
namespace {

// What is in the brackets of a NegTokenResp.
constexpr int kToken = 2;
constexpr int kSignature = 3;

std::string Wrap(int tag, int kind, bool constructed,
                 std::initializer_list<std::string_view> parts) {
  std::size_t length = 0;
  for (const std::string_view part : parts) {
    length += part.size();
  }
  const int size =
      ASN1_object_size(constructed ? 1 : 0, static_cast<int>(length), tag);
  std::string out(static_cast<std::size_t>(size), '\0');
  auto* at = reinterpret_cast<unsigned char*>(out.data());
  ASN1_put_object(&at, constructed ? 1 : 0, static_cast<int>(length), tag,
                  kind);
  out.resize(out.size() - length);
  for (const std::string_view part : parts) {
    out.append(part);
  }
  return out;
}

std::string Universal(int tag, std::initializer_list<std::string_view> parts) {
  return Wrap(tag, V_ASN1_UNIVERSAL, tag == V_ASN1_SEQUENCE, parts);
}

std::string Field(int number, std::string_view content) {
  return Wrap(number, V_ASN1_CONTEXT_SPECIFIC, true, {content});
}

struct Element {
  int tag = 0;
  int kind = 0;
  std::string_view content;
};

// Takes the first element off `rest`; nothing: there is no whole one.
std::optional<Element> Take(std::string_view& rest) {
  const auto* const begin = reinterpret_cast<const unsigned char*>(rest.data());
  const unsigned char* at = begin;
  Element element;
  long length = 0;
  const int flags = ASN1_get_object(&at, &length, &element.tag, &element.kind,
                                    static_cast<long>(rest.size()));
  constexpr unsigned kError = 0x80;
  constexpr unsigned kOpenEnded = 0x01;  // BER, never DER.
  if ((static_cast<unsigned>(flags) & (kError | kOpenEnded)) != 0) {
    return std::nullopt;
  }
  const auto header = static_cast<std::size_t>(at - begin);
  element.content = rest.substr(header, static_cast<std::size_t>(length));
  rest.remove_prefix(header + static_cast<std::size_t>(length));
  return element;
}

// The content of the first element of `bytes` if it is that one.
std::string_view Inside(std::string_view bytes, int tag, int kind) {
  const auto element = Take(bytes);
  return element && element->tag == tag && element->kind == kind
             ? element->content
             : std::string_view();
}

}  // namespace

std::string SpnegoMechanisms() {
  return Universal(V_ASN1_SEQUENCE, {Universal(V_ASN1_OBJECT, {kNtlmOid})});
}

std::string SpnegoFirst(std::string_view token) {
  const std::string fields =
      Universal(V_ASN1_SEQUENCE,
                {Field(0, SpnegoMechanisms()),
                 Field(kToken, Universal(V_ASN1_OCTET_STRING, {token}))});
  return Wrap(0, V_ASN1_APPLICATION, true,
              {Universal(V_ASN1_OBJECT, {kSpnegoOid}), Field(0, fields)});
}

std::string SpnegoNext(std::string_view token, std::string_view signature) {
  const auto octets = [](int number, std::string_view bytes) {
    return bytes.empty()
               ? std::string()
               : Field(number, Universal(V_ASN1_OCTET_STRING, {bytes}));
  };
  return Field(1, Universal(V_ASN1_SEQUENCE, {octets(kToken, token),
                                              octets(kSignature, signature)}));
}

std::string TokenInSpnego(std::string_view bytes) {
  std::string_view fields = Inside(Inside(bytes, 1, V_ASN1_CONTEXT_SPECIFIC),
                                   V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
  while (const auto field = Take(fields)) {
    if (field->tag == kToken && field->kind == V_ASN1_CONTEXT_SPECIFIC) {
      return std::string(
          Inside(field->content, V_ASN1_OCTET_STRING, V_ASN1_UNIVERSAL));
    }
  }
  return {};
}

}  // namespace autodiscover::driver
