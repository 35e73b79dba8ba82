// SPDX-License-Identifier: Apache-2.0

#include "world/tls_reader.h"

#include <algorithm>
#include <utility>

#include "world/names.h"
#include "world/scalars.h"

namespace fake {
namespace {

const Words<CertificateKind>& CertificateWords() {
  static const Words<CertificateKind> known = {
      {"valid", CertificateKind::kValid},
      {"intermediate", CertificateKind::kIntermediate},
      {"expired", CertificateKind::kExpired},
      {"not-yet-valid", CertificateKind::kNotYetValid},
      {"short-lived", CertificateKind::kShortLived},
      {"wrong-name", CertificateKind::kWrongName},
      {"wildcard", CertificateKind::kWildcard},
      {"wildcard-too-deep", CertificateKind::kWildcardTooDeep},
      {"ip", CertificateKind::kIp},
      {"cn-only", CertificateKind::kCnOnly},
      {"self-signed", CertificateKind::kSelfSigned},
      {"unknown-ca", CertificateKind::kUnknownCa},
      {"missing-intermediate", CertificateKind::kMissingIntermediate},
      {"intermediate-without-ca-bit",
       CertificateKind::kIntermediateWithoutCaBit},
      {"weak-key", CertificateKind::kWeakKey},
      {"sha1", CertificateKind::kSha1},
      {"stapled", CertificateKind::kStapled},
      {"revoked", CertificateKind::kRevoked},
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

const Words<TlsVersion>& VersionWords() {
  static const Words<TlsVersion> known = {{"tls1.0", TlsVersion::k10},
                                          {"tls1.1", TlsVersion::k11},
                                          {"tls1.2", TlsVersion::k12},
                                          {"tls1.3", TlsVersion::k13}};
  return known;
}

const Words<Ciphers>& CipherWords() {
  static const Words<Ciphers> known = {
      {"usual", Ciphers::kUsual}, {"none-in-common", Ciphers::kNoneInCommon}};
  return known;
}

const Words<ServerName>& ServerNameWords() {
  static const Words<ServerName> known = {{"any", ServerName::kAny},
                                          {"refused", ServerName::kRefused},
                                          {"required", ServerName::kRequired}};
  return known;
}

const Words<ClientCertificate>& ClientCertificateWords() {
  static const Words<ClientCertificate> known = {
      {"none", ClientCertificate::kNone},
      {"asked", ClientCertificate::kAsked},
      {"demanded", ClientCertificate::kDemanded}};
  return known;
}

const Words<Resumption>& ResumptionWords() {
  static const Words<Resumption> known = {{"none", Resumption::kNone},
                                          {"tickets", Resumption::kTickets},
                                          {"sessions", Resumption::kSessions}};
  return known;
}

const Words<std::optional<HandshakeFault>>& HandshakeWords() {
  static const Words<std::optional<HandshakeFault>> known = [] {
    static const Words<TlsEnding> endings = {{"alert", TlsEnding::kAlert},
                                             {"close", TlsEnding::kClose},
                                             {"reset", TlsEnding::kReset},
                                             {"silent", TlsEnding::kSilence}};
    static const Words<TlsStage> stages = {
        {"hello", TlsStage::kHello},
        {"certificate", TlsStage::kCertificate},
        {"finished", TlsStage::kFinished}};
    Words<std::optional<HandshakeFault>> words;
    for (const auto& [stage_word, stage] : stages) {
      for (const auto& [ending_word, ending] : endings) {
        words.emplace_back(ending_word + "-after-" + stage_word,
                           HandshakeFault{.stage = stage, .ending = ending});
      }
    }
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

// The names of ALPN, or `none`.
void ReadAlpn(const Cursor& at, Tls& tls) {
  constexpr std::size_t kNameBytesMax = 255;  // RFC 7301 3.1
  tls.alpn.clear();
  if (at.is_scalar()) {
    if (at.text() != "none") {
      at.Complain("must be `none` or a list of protocols, such as http/1.1");
    }
    return;
  }
  at.ForEachItem("`none` or a list of protocols", [&](const Cursor& item) {
    const auto name = ReadFullText(item);
    if (name && name->size() > kNameBytesMax) {
      item.Complain("must have at most 255 bytes");
    } else if (name) {
      tls.alpn.push_back(*name);
    }
  });
}

template <typename T>
void AddFault(const std::string& field, const Words<T>& words, T value, T usual,
              std::vector<std::string>& out) {
  for (const auto& [word, known] : words) {
    if (known == value && value != usual) {
      out.push_back(field + ' ' + word);
    }
  }
}

}  // namespace

const FieldTable<Tls>& TlsFields() {
  static const FieldTable<Tls> table = {
      {"certificate",
       [](const Cursor& at, Tls& out) {
         Store(ReadWord(at, CertificateWords()), out.certificate);
       }},
      {"names", ReadCertificateNames},
      {"protocols",
       [](const Cursor& at, Tls& out) {
         at.ForEachItem("a list of protocols", [&out](const Cursor& item) {
           if (const auto version = ReadWord(item, VersionWords())) {
             out.protocols.push_back(*version);
           }
         });
       }},
      {"ciphers",
       [](const Cursor& at, Tls& out) {
         Store(ReadWord(at, CipherWords()), out.ciphers);
       }},
      {"server_name",
       [](const Cursor& at, Tls& out) {
         Store(ReadWord(at, ServerNameWords()), out.server_name);
       }},
      {"client_certificate",
       [](const Cursor& at, Tls& out) {
         Store(ReadWord(at, ClientCertificateWords()), out.client_certificate);
       }},
      {"resumption",
       [](const Cursor& at, Tls& out) {
         Store(ReadWord(at, ResumptionWords()), out.resumption);
       }},
      {"alpn", ReadAlpn},
      {"handshake",
       [](const Cursor& at, Tls& out) {
         Store(ReadWord(at, HandshakeWords()), out.handshake);
       }},
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

std::vector<std::string> TlsFaults(const Tls& tls) {
  std::vector<std::string> faults;
  if (tls.certificate != CertificateKind::kIntermediate &&
      tls.certificate != CertificateKind::kShortLived &&
      tls.certificate != CertificateKind::kStapled &&
      tls.certificate != CertificateKind::kWildcard) {
    AddFault("certificate", CertificateWords(), tls.certificate,
             CertificateKind::kValid, faults);
  }
  AddFault("ciphers", CipherWords(), tls.ciphers, Ciphers::kUsual, faults);
  AddFault("server_name", ServerNameWords(), tls.server_name, ServerName::kAny,
           faults);
  AddFault("client_certificate", ClientCertificateWords(),
           tls.client_certificate, ClientCertificate::kNone, faults);
  for (const auto& [word, version] : VersionWords()) {
    if (std::ranges::find(tls.protocols, version) != tls.protocols.end()) {
      faults.push_back("protocols " + word);
    }
  }
  return faults;
}

std::string TlsFault(const HandshakeFault& fault) {
  for (const auto& [word, known] : HandshakeWords()) {
    if (known && known->stage == fault.stage && known->ending == fault.ending) {
      return "handshake " + word;
    }
  }
  return "";
}

}  // namespace fake
