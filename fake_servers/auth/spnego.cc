// SPDX-License-Identifier: Apache-2.0

#include "auth/spnego.h"

#include "auth/der.h"

namespace fake {
namespace {

constexpr unsigned char kApplication = 0x60;

bool ReadMechanisms(std::string_view list, SpnegoToken& out) {
  const auto items = DerContent(list, kDerSequence);
  if (!items) {
    return false;
  }
  out.mechanism_list = list;
  for (std::string_view rest = *items; !rest.empty();) {
    const auto item = TakeDer(rest);
    if (!item || item->tag != kDerOid) {
      return false;
    }
    out.mechanisms.emplace_back(item->content);
  }
  return true;
}

bool ReadOctets(std::string_view bytes, std::string& out) {
  const auto content = DerContent(bytes, kDerOctets);
  out = content.value_or("");
  return content.has_value();
}

// Field 3 of an initial token may be a MIC or, from Windows, hints that are no
// octets: what is not understood there is passed over.
bool ReadField(const DerElement& field, SpnegoToken& out) {
  if (field.tag == DerContext(0) && out.initial) {
    return ReadMechanisms(field.content, out);
  }
  if (field.tag == DerContext(2)) {
    return ReadOctets(field.content, out.token);
  }
  if (field.tag == DerContext(3)) {
    (void)ReadOctets(field.content, out.mic);
  }
  return true;
}

}  // namespace

std::optional<SpnegoToken> ParseSpnego(std::string_view bytes) {
  SpnegoToken out;
  std::optional<std::string_view> body;
  if (auto initial = DerContent(bytes, kApplication)) {
    const auto oid = TakeDer(*initial);
    if (!oid || oid->tag != kDerOid || oid->content != spnego::kSpnego) {
      return std::nullopt;
    }
    out.initial = true;
    body = DerContent(*initial, DerContext(0));
  } else {
    body = DerContent(bytes, DerContext(1));
  }
  const auto fields = body ? DerContent(*body, kDerSequence)
                           : std::optional<std::string_view>();
  if (!fields) {
    return std::nullopt;
  }
  for (std::string_view rest = *fields; !rest.empty();) {
    const auto field = TakeDer(rest);
    if (!field || !ReadField(*field, out)) {
      return std::nullopt;
    }
  }
  return out;
}

bool OffersKerberosFirst(const SpnegoToken& token) {
  return token.initial && !token.mechanisms.empty() &&
         (token.mechanisms.front() == spnego::kKerberos ||
          token.mechanisms.front() == spnego::kMsKerberos);
}

bool IsKerberosToken(std::string_view bytes) {
  auto content = DerContent(bytes, kApplication);
  const auto oid = content ? TakeDer(*content) : std::optional<DerElement>();
  return oid && oid->tag == kDerOid && oid->content == spnego::kKerberos;
}

std::string MakeSpnego(const SpnegoReply& reply) {
  const std::string state(1, static_cast<char>(reply.state));
  std::string fields = MakeDer(DerContext(0), MakeDer(kDerEnumerated, state));
  if (!reply.mechanism.empty()) {
    fields += MakeDer(DerContext(1), MakeDer(kDerOid, reply.mechanism));
  }
  if (!reply.token.empty()) {
    fields += MakeDer(DerContext(2), MakeDer(kDerOctets, reply.token));
  }
  if (!reply.mic.empty()) {
    fields += MakeDer(DerContext(3), MakeDer(kDerOctets, reply.mic));
  }
  return MakeDer(DerContext(1), MakeDer(kDerSequence, fields));
}

}  // namespace fake
