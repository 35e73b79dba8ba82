// SPDX-License-Identifier: Apache-2.0

#include "ldap/reply.h"

#include <ldap.h>

#include "ldap/ber.h"

namespace fake {
namespace {

ber_tag_t TagOf(LdapReplyKind kind) {
  switch (kind) {
    case LdapReplyKind::kBind:
      return LDAP_RES_BIND;
    case LdapReplyKind::kSearchDone:
      return LDAP_RES_SEARCH_RESULT;
    case LdapReplyKind::kExtended:
      return LDAP_RES_EXTENDED;
  }
  return LDAP_RES_EXTENDED;
}

// A message under construction. Writing to memory can only fail for want of
// it, which ends the process anyway, so no step is checked.
class Writer {
 public:
  Writer(int id, ber_tag_t tag) : ber_(ber_alloc_t(LBER_USE_DER)) {
    ber_printf(ber_.get(), "{it{", static_cast<ber_int_t>(id), tag);
  }

  [[nodiscard]] BerElement* ber() { return ber_.get(); }

  void Text(const std::string& text) {
    ber_put_ostring(ber_.get(), text.data(), text.size(), LBER_OCTETSTRING);
  }

  [[nodiscard]] std::string Finish() {
    ber_printf(ber_.get(), "}}");
    berval bytes = {};
    return ber_flatten2(ber_.get(), &bytes, 0) == 0 ? TextOf(bytes) : "";
  }

 private:
  BerPtr ber_;
};

}  // namespace

std::string ResultMessage(int id, LdapReplyKind kind,
                          const LdapResult& result) {
  Writer writer(id, TagOf(kind));
  ber_printf(writer.ber(), "e", static_cast<ber_int_t>(result.code));
  writer.Text("");  // The part of the name that was found: not told.
  writer.Text(result.text);
  if (!result.referral.empty()) {
    ber_printf(writer.ber(), "t{", static_cast<ber_tag_t>(LDAP_TAG_REFERRAL));
    for (const std::string& uri : result.referral) {
      writer.Text(uri);
    }
    ber_printf(writer.ber(), "}");
  }
  return writer.Finish();
}

std::string EntryMessage(int id, const Entry& entry, bool types_only) {
  Writer writer(id, LDAP_RES_SEARCH_ENTRY);
  writer.Text(entry.name);
  ber_printf(writer.ber(), "{");
  for (const auto& [name, values] : entry.attributes) {
    ber_printf(writer.ber(), "{");
    writer.Text(name);
    ber_printf(writer.ber(), "[");
    for (const std::string& value : values) {
      if (!types_only) {
        writer.Text(value);
      }
    }
    ber_printf(writer.ber(), "]}");
  }
  ber_printf(writer.ber(), "}");
  return writer.Finish();
}

std::string ReferenceMessage(int id, const std::vector<std::string>& uris) {
  Writer writer(id, LDAP_RES_SEARCH_REFERENCE);
  for (const std::string& uri : uris) {
    writer.Text(uri);
  }
  return writer.Finish();
}

}  // namespace fake
