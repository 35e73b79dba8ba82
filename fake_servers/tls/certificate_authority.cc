// SPDX-License-Identifier: Apache-2.0

#include "tls/certificate_authority.h"

#include <utility>

#include "tls/certificate.h"
#include "tls/openssl_ptr.h"
#include "tls/server_context.h"
#include "tls/staple.h"

namespace fake {
namespace {

constexpr long kDay = 24L * 60 * 60;

// In a name that no world uses, so that it is wrong for every host.
constexpr const char* kWrongName = "another-host.invalid";

Validity ValidityOf(CertificateKind kind) {
  if (kind == CertificateKind::kExpired) {
    return {.from = -30 * kDay, .until = -1 * kDay};
  }
  if (kind == CertificateKind::kNotYetValid) {
    // A week off: the client may run under an accelerated clock.
    return {.from = 7 * kDay, .until = 30 * kDay};
  }
  const bool ends_soon = kind == CertificateKind::kShortLived;
  return {.from = -1 * kDay, .until = (ends_soon ? 1 : 30) * kDay};
}

// `name` with a star in the place of its first `labels`.
std::string Starred(const std::string& name, int labels) {
  std::size_t at = 0;
  for (int i = 0; i < labels && at != std::string::npos; ++i) {
    at = name.find('.', at + (i > 0 ? 1 : 0));
  }
  return at == std::string::npos ? name : "*" + name.substr(at);
}

Identity MakeRoot(const std::string& name) {
  // Older and longer-lived than every certificate it signs.
  return MintRoot({.common_name = name,
                   .validity = {.from = -31 * kDay, .until = 60 * kDay}});
}

// The names that the certificate is for.
std::vector<std::string> NamesOf(const Tls& tls, const std::string& host,
                                 const std::vector<std::string>& addresses) {
  using Kind = CertificateKind;
  if (tls.certificate == Kind::kCnOnly) {
    return {};
  }
  if (!tls.names.empty()) {
    return tls.names;
  }
  if (tls.certificate == Kind::kWrongName) {
    return {kWrongName};
  }
  if (tls.certificate == Kind::kIp) {
    return addresses;
  }
  if (tls.certificate == Kind::kWildcard ||
      tls.certificate == Kind::kWildcardTooDeep) {
    return {Starred(host, tls.certificate == Kind::kWildcard ? 1 : 2)};
  }
  std::vector<std::string> names = {host};
  names.insert(names.end(), addresses.begin(), addresses.end());
  return names;
}

bool HasIntermediate(CertificateKind kind) {
  return kind == CertificateKind::kIntermediate ||
         kind == CertificateKind::kMissingIntermediate ||
         kind == CertificateKind::kIntermediateWithoutCaBit ||
         // Who checks a stapled answer needs its signer from the chain.
         kind == CertificateKind::kStapled || kind == CertificateKind::kRevoked;
}

CertificateRequest RequestFor(const Tls& tls, const std::string& host,
                              const std::vector<std::string>& addresses) {
  std::vector<std::string> names = NamesOf(tls, host, addresses);
  std::string common_name = names.empty() ? host : names.front();
  return {
      .common_name = std::move(common_name),
      .names = std::move(names),
      .validity = ValidityOf(tls.certificate),
      .key = tls.certificate == CertificateKind::kWeakKey ? KeyKind::kRsa1024
                                                          : KeyKind::kP256,
      .digest = tls.certificate == CertificateKind::kSha1 ? Digest::kSha1
                                                          : Digest::kSha256};
}

// An authority below `root`, for one service.
Identity MakeIntermediate(const Identity& root, CertificateKind kind) {
  return MintIntermediate(
      {.common_name = "Fake Exchange Test Intermediate",
       .validity = {.from = -31 * kDay, .until = 60 * kDay}},
      root,
      kind == CertificateKind::kIntermediateWithoutCaBit ? CaBit::kNotSet
                                                         : CaBit::kSet);
}

}  // namespace

struct CertificateAuthority::Impl {
  Identity trusted = MakeRoot("Fake Exchange Test Root");
  Identity unknown = MakeRoot("Nobody Trusts This Root");
};

CertificateAuthority::CertificateAuthority()
    : impl_(std::make_unique<Impl>()) {}

CertificateAuthority::~CertificateAuthority() = default;

std::string CertificateAuthority::RootPem() const {
  const BioPtr memory(BIO_new(BIO_s_mem()));
  if (!memory || !impl_->trusted ||
      PEM_write_bio_X509(memory.get(), impl_->trusted.certificate.get()) != 1) {
    return "";
  }
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

SslContext CertificateAuthority::ServerContext(
    const Tls& tls, const std::string& host,
    const std::vector<std::string>& addresses) const {
  const CertificateKind kind = tls.certificate;
  const Identity* issuer = &impl_->trusted;
  Papers papers;
  if (kind == CertificateKind::kSelfSigned) {
    issuer = nullptr;
  } else if (kind == CertificateKind::kUnknownCa) {
    issuer = &impl_->unknown;
  } else if (HasIntermediate(kind)) {
    papers.intermediate = MakeIntermediate(impl_->trusted, kind);
    if (!*papers.intermediate) {
      return nullptr;
    }
    issuer = &*papers.intermediate;
  }
  papers.leaf = MintLeaf(RequestFor(tls, host, addresses), issuer);
  if (papers.leaf && (kind == CertificateKind::kStapled ||
                      kind == CertificateKind::kRevoked)) {
    papers.staple =
        MakeStaple(papers.leaf, *issuer,
                   kind == CertificateKind::kRevoked ? Standing::kRevoked
                                                     : Standing::kGood);
  }
  if (kind == CertificateKind::kMissingIntermediate) {
    papers.intermediate.reset();
  }
  return MakeServerContext(papers, tls);
}

}  // namespace fake
