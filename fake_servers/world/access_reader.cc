// SPDX-License-Identifier: Apache-2.0

#include "world/access_reader.h"

#include <string>
#include <utility>
#include <vector>

#include "world/names.h"
#include "world/scalars.h"

namespace fake {
namespace {

const Words<CertificateKind>& CertificateWords() {
  static const Words<CertificateKind> known = {
      {"valid", CertificateKind::kValid},
      {"expired", CertificateKind::kExpired},
      {"not-yet-valid", CertificateKind::kNotYetValid},
      {"wrong-name", CertificateKind::kWrongName},
      {"self-signed", CertificateKind::kSelfSigned},
      {"unknown-ca", CertificateKind::kUnknownCa},
  };
  return known;
}

const Words<std::optional<Tls>>& TlsWords() {
  static const Words<std::optional<Tls>> known = [] {
    Words<std::optional<Tls>> words;
    for (const auto& [word, kind] : CertificateWords()) {
      words.emplace_back(word, Tls{.certificate = kind});
    }
    words.emplace_back("none", std::nullopt);
    return words;
  }();
  return known;
}

void ReadCertificateNames(const Cursor& at, Tls& tls) {
  at.ForEachItem("a list of names", [&tls](const Cursor& item) {
    const auto name = ReadFullText(item);
    if (!name) {
      return;
    }
    const auto problem = NameProblem(*name, NameKind::kCertificate);
    if (const auto address = ParseAddress(*name)) {
      tls.names.push_back(address->text);
    } else if (problem) {
      item.Complain("neither a host name nor an address: " + *problem);
    } else {
      tls.names.push_back(CanonicalName(*name));
    }
  });
}

}  // namespace

const FieldTable<Tls>& TlsFields() {
  static const FieldTable<Tls> table = {
      {"certificate",
       [](const Cursor& at, Tls& out) {
         Store(ReadWord(at, CertificateWords()), out.certificate);
       }},
      {"names", ReadCertificateNames},
  };
  return table;
}

std::optional<Tls> ReadTls(const Cursor& at) {
  if (at.is_scalar()) {
    return ReadWord(at, TlsWords()).value_or(Tls{});
  }
  Tls tls;
  ReadFields(at, "the kind of a certificate, `none` or a map", TlsFields(),
             tls);
  return tls;
}

}  // namespace fake
