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

void ReadSchemes(const Cursor& at, Auth& auth) {
  at.ForEachItem("a list of schemes", [&auth](const Cursor& item) {
    static const Words<bool> schemes = {{"basic", true}};
    auth.basic |= ReadWord(item, schemes).value_or(false);
  });
}

void ReadChallenge(const Cursor& at, Auth& auth) {
  at.ForEachItem("a list of WWW-Authenticate values",
                 [&auth](const Cursor& item) {
                   if (auto value = ReadHeaderText(item)) {
                     auth.challenge.push_back(*std::move(value));
                   }
                 });
}

void ReadAccept(const Cursor& at, Auth& auth) {
  static const Words<bool> accept = {{"account", false}, {"nobody", true}};
  Store(ReadWord(at, accept), auth.accept_nobody);
}

void ReadRealm(const Cursor& at, Auth& auth) {
  if (auto realm = ReadHeaderText(at)) {
    if (realm->empty()) {
      at.Complain(
          "must not be empty; without this field it is the host's "
          "name");
    }
    auth.realm = *std::move(realm);
  }
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

const FieldTable<Auth>& AuthFields() {
  static const FieldTable<Auth> table = {
      {"schemes", ReadSchemes},
      {"challenge", ReadChallenge},
      {"accept", ReadAccept},
      {"realm", ReadRealm},
  };
  return table;
}

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

Auth ReadAuth(const Cursor& at) {
  Auth auth;
  if (at.is_scalar()) {
    static const Words<bool> known = {{"none", false}, {"basic", true}};
    Store(ReadWord(at, known), auth.basic);
    return auth;
  }
  const SeenFields seen =
      ReadFields(at, "`none`, `basic` or a map", AuthFields(), auth);
  if (at.is_map() && !seen.contains("schemes") && !seen.contains("challenge")) {
    at.Complain("needs `schemes` or `challenge`");
  }
  return auth;
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
