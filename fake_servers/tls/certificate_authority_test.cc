// SPDX-License-Identifier: Apache-2.0
//
// A client of OpenSSL's own judges each kind of certificate, in memory.

#include "tls/certificate_authority.h"

#include <array>
#include <chrono>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

#include "tls/openssl_ptr.h"

namespace fake {
namespace {

// What a client wants, and whom it believes.
struct Visit {
  std::string name = "mail.corp.test";
  std::string address;  // Instead of a name.
  std::string alpn;     // In the format of the wire.
  int version = 0;      // 0: any.
};

struct Seen {
  bool done = false;
  long verdict = 0;
  std::string version;
  std::string alpn;
  bool resumable = false;
  CertificatePtr certificate;
};

void Trust(SSL_CTX* context, const std::string& pem) {
  const BioPtr memory(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const CertificatePtr root(
      PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  ASSERT_NE(root, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context), root.get());
}

void Ask(SSL* client, const Visit& visit) {
  X509_VERIFY_PARAM* wanted = SSL_get0_param(client);
  if (visit.address.empty()) {
    // SSL_set_tlsext_host_name is a macro with a C cast.
    std::string sni = visit.name;
    SSL_ctrl(client, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             sni.data());
    X509_VERIFY_PARAM_set1_host(wanted, visit.name.c_str(), 0);
  } else {
    X509_VERIFY_PARAM_set1_ip_asc(wanted, visit.address.c_str());
  }
  if (!visit.alpn.empty()) {
    SSL_set_alpn_protos(
        client, reinterpret_cast<const unsigned char*>(visit.alpn.data()),
        static_cast<unsigned>(visit.alpn.size()));
  }
  if (visit.version != 0) {
    SSL_set_min_proto_version(client, visit.version);
    SSL_set_max_proto_version(client, visit.version);
  }
}

// Turns until both are done, or none can go on.
bool Shake(SSL* client, SSL* server) {
  for (int turn = 0; turn < 20; ++turn) {
    const int a = SSL_do_handshake(client);
    const int b = SSL_do_handshake(server);
    if (a == 1 && b == 1) {
      return true;
    }
  }
  return false;
}

Seen Handshake(const CertificateAuthority& authority, const SslContext& host,
               const Visit& visit) {
  const SslContext context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  Trust(context.get(), authority.RootPem());
  const SslPtr client(SSL_new(context.get()));
  const SslPtr server(SSL_new(host.get()));
  BIO* near = nullptr;
  BIO* far = nullptr;
  BIO_new_bio_pair(&near, 0, &far, 0);
  SSL_set_bio(client.get(), near, near);
  SSL_set_bio(server.get(), far, far);
  SSL_set_connect_state(client.get());
  SSL_set_accept_state(server.get());
  Ask(client.get(), visit);
  Seen seen;
  seen.done = Shake(client.get(), server.get());
  std::array<char, 1> nothing{};
  SSL_read(client.get(), nothing.data(), 1);  // Takes tickets, if any.
  seen.verdict = SSL_get_verify_result(client.get());
  seen.version = SSL_get_version(client.get());
  const unsigned char* alpn = nullptr;
  unsigned alpn_length = 0;
  SSL_get0_alpn_selected(client.get(), &alpn, &alpn_length);
  seen.alpn.assign(reinterpret_cast<const char*>(alpn), alpn_length);
  const SSL_SESSION* session = SSL_get_session(client.get());
  seen.resumable = session != nullptr && SSL_SESSION_is_resumable(session) == 1;
  seen.certificate.reset(SSL_get1_peer_certificate(client.get()));
  return seen;
}

class CertificateAuthorityTest : public testing::Test {
 protected:
  [[nodiscard]] Seen Meet(const Tls& tls, const Visit& visit = {}) const {
    const SslContext host = authority_.ServerContext(
        tls, "mail.corp.test", {"192.0.2.10", "2001:db8::10"});
    EXPECT_NE(host, nullptr);
    return Handshake(authority_, host, visit);
  }

  const CertificateAuthority authority_;
};

struct KindCase {
  CertificateKind kind;
  long verdict;
};

TEST_F(CertificateAuthorityTest, EachKindIsJudgedAsItsNameSays) {
  const KindCase cases[] = {
      {CertificateKind::kValid, X509_V_OK},
      {CertificateKind::kExpired, X509_V_ERR_CERT_HAS_EXPIRED},
      {CertificateKind::kNotYetValid, X509_V_ERR_CERT_NOT_YET_VALID},
      {CertificateKind::kShortLived, X509_V_OK},  // Today.
      {CertificateKind::kWrongName, X509_V_ERR_HOSTNAME_MISMATCH},
      {CertificateKind::kSelfSigned, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
      {CertificateKind::kUnknownCa,
       X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
      {CertificateKind::kIntermediate, X509_V_OK},
      {CertificateKind::kMissingIntermediate,
       X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
      {CertificateKind::kIntermediateWithoutCaBit, X509_V_ERR_INVALID_CA},
      {CertificateKind::kWildcard, X509_V_OK},
      {CertificateKind::kWildcardTooDeep, X509_V_ERR_HOSTNAME_MISMATCH},
      {CertificateKind::kIp, X509_V_ERR_HOSTNAME_MISMATCH},
      {CertificateKind::kWeakKey, X509_V_ERR_EE_KEY_TOO_SMALL},
      {CertificateKind::kSha1, X509_V_ERR_CA_MD_TOO_WEAK},
      {CertificateKind::kStapled, X509_V_OK},
      {CertificateKind::kRevoked, X509_V_OK},  // Unless one reads the staple.
  };
  for (const KindCase& one : cases) {
    const Seen seen = Meet({.certificate = one.kind});
    EXPECT_TRUE(seen.done);
    EXPECT_EQ(seen.verdict, one.verdict)
        << X509_verify_cert_error_string(seen.verdict);
  }
}

// Fails if a bad certificate has a second defect, which could hide the first.
TEST_F(CertificateAuthorityTest, ABadCertificateHasOneDefectOnly) {
  for (const CertificateKind kind :
       {CertificateKind::kExpired, CertificateKind::kNotYetValid}) {
    const Seen seen = Meet({.certificate = kind});
    EXPECT_EQ(X509_check_host(seen.certificate.get(), "mail.corp.test", 0, 0,
                              nullptr),
              1);
  }
  const Seen wrong = Meet({.certificate = CertificateKind::kWrongName},
                          {.name = "another-host.invalid"});
  EXPECT_EQ(wrong.verdict, X509_V_OK);
}

// Fails if it outlives what a client may remember, or not one run.
TEST_F(CertificateAuthorityTest, AShortLivedCertificateEndsTomorrow) {
  const Seen seen = Meet({.certificate = CertificateKind::kShortLived});
  const ASN1_TIME* end = X509_get0_notAfter(seen.certificate.get());
  int days = 0;
  int seconds = 0;
  ASSERT_EQ(ASN1_TIME_diff(&days, &seconds, nullptr, end), 1);
  const int hours = days * 24 + seconds / 3600;
  EXPECT_GE(hours, 23);
  EXPECT_LE(hours, 24);
}

TEST_F(CertificateAuthorityTest, IsValidForTheHostsAddresses) {
  EXPECT_EQ(Meet({}, {.address = "192.0.2.10"}).verdict, X509_V_OK);
  EXPECT_EQ(Meet({}, {.address = "2001:db8::10"}).verdict, X509_V_OK);
  EXPECT_EQ(Meet({}, {.address = "192.0.2.11"}).verdict,
            X509_V_ERR_IP_ADDRESS_MISMATCH);
  EXPECT_EQ(Meet({}, {.name = "corp.test"}).verdict,
            X509_V_ERR_HOSTNAME_MISMATCH);
}

TEST_F(CertificateAuthorityTest, NamesReplaceTheHosts) {
  const Tls tls = {.names = {"*.corp.test", "192.0.2.77"}};
  EXPECT_EQ(Meet(tls, {.name = "other.corp.test"}).verdict, X509_V_OK);
  EXPECT_EQ(Meet(tls, {.address = "192.0.2.77"}).verdict, X509_V_OK);
  EXPECT_EQ(Meet(tls, {.name = "corp.test"}).verdict,
            X509_V_ERR_HOSTNAME_MISMATCH);
  EXPECT_EQ(Meet(tls, {.address = "192.0.2.10"}).verdict,
            X509_V_ERR_IP_ADDRESS_MISMATCH);
}

TEST_F(CertificateAuthorityTest, ALongNameFitsAllTheSame) {
  const std::string name =
      std::string(60, 'a') + "." + std::string(60, 'b') + ".corp.test";
  EXPECT_EQ(Meet({.names = {name}}, {.name = name}).verdict, X509_V_OK);
}

// Fails if the name is where clients still look.
TEST_F(CertificateAuthorityTest, ANameInTheSubjectAloneIsInNoExtension) {
  const Seen seen = Meet({.certificate = CertificateKind::kCnOnly});
  EXPECT_EQ(
      X509_get_ext_by_NID(seen.certificate.get(), NID_subject_alt_name, -1),
      -1);
  EXPECT_EQ(X509_check_host(seen.certificate.get(), "mail.corp.test", 0,
                            X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, nullptr),
            0);
}

TEST_F(CertificateAuthorityTest, SpeaksWhatItIsToSpeakAlone) {
  EXPECT_EQ(Meet({.protocols = {TlsVersion::k12}}).version, "TLSv1.2");
  EXPECT_FALSE(
      Meet({.protocols = {TlsVersion::k13}}, {.version = TLS1_2_VERSION}).done);
  EXPECT_FALSE(Meet({.protocols = {TlsVersion::k10}}).done);
}

TEST_F(CertificateAuthorityTest, SharesNoCipher) {
  EXPECT_FALSE(Meet({.ciphers = Ciphers::kNoneInCommon}).done);
  EXPECT_FALSE(
      Meet({.ciphers = Ciphers::kNoneInCommon}, {.version = TLS1_2_VERSION})
          .done);
}

TEST_F(CertificateAuthorityTest, JudgesTheServerName) {
  EXPECT_FALSE(Meet({.server_name = ServerName::kRefused}).done);
  EXPECT_TRUE(Meet({.server_name = ServerName::kRequired}).done);
  const Visit nameless = {.address = "192.0.2.10"};
  EXPECT_FALSE(Meet({.server_name = ServerName::kRequired}, nameless).done);
  EXPECT_TRUE(Meet({.server_name = ServerName::kRefused}, nameless).done);
}

TEST_F(CertificateAuthorityTest, LetsSessionsBeResumed) {
  for (const Resumption kind : {Resumption::kTickets, Resumption::kSessions}) {
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
      EXPECT_TRUE(Meet({.resumption = kind}, {.version = version}).resumable);
    }
  }
}

TEST_F(CertificateAuthorityTest, ChoosesTheFirstOfItsProtocols) {
  const Visit both = {.alpn = "\x08http/1.1\x02h2"};
  EXPECT_EQ(Meet({.alpn = {"h2", "http/1.1"}}, both).alpn, "h2");
  EXPECT_EQ(Meet({.alpn = {}}, both).alpn, "");
}

TEST_F(CertificateAuthorityTest, SpeaksTls12And13) {
  EXPECT_EQ(Meet({}).version, "TLSv1.3");
  const Seen old = Meet({}, {.version = TLS1_2_VERSION});
  EXPECT_EQ(old.version, "TLSv1.2");
  EXPECT_EQ(old.verdict, X509_V_OK);
}

TEST_F(CertificateAuthorityTest, ChoosesHttp11IfOffered) {
  EXPECT_EQ(Meet({}, {.alpn = "\x02h2\x08http/1.1"}).alpn, "http/1.1");
  const Seen h2_only = Meet({}, {.alpn = "\x02h2"});
  EXPECT_TRUE(h2_only.done);
  EXPECT_EQ(h2_only.alpn, "");
}

TEST_F(CertificateAuthorityTest, NoSessionCanBeResumed) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    EXPECT_FALSE(Meet({}, {.version = version}).resumable);
  }
}

TEST_F(CertificateAuthorityTest, HasTheExtensionsThatClientsWant) {
  const Seen seen = Meet({});
  X509* certificate = seen.certificate.get();
  ASSERT_NE(certificate, nullptr);
  EXPECT_EQ(X509_get_version(certificate), X509_VERSION_3);
  EXPECT_EQ(X509_get_extended_key_usage(certificate),
            static_cast<unsigned>(XKU_SSL_SERVER));
  EXPECT_EQ(X509_get_key_usage(certificate),
            static_cast<unsigned>(KU_DIGITAL_SIGNATURE));
  EXPECT_EQ(X509_check_ca(certificate), 0);
  EXPECT_NE(X509_get0_subject_key_id(certificate), nullptr);
  EXPECT_NE(X509_get0_authority_key_id(certificate), nullptr);
}

TEST_F(CertificateAuthorityTest, IsValidFromYesterdayForAMonth) {
  const Seen seen = Meet({});
  int days = 0;
  int seconds = 0;
  ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(seen.certificate.get()),
                 nullptr);
  EXPECT_EQ(days, 1);
  ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(seen.certificate.get()),
                 X509_get0_notAfter(seen.certificate.get()));
  EXPECT_EQ(days, 31);
}

TEST_F(CertificateAuthorityTest, EverySerialAndEveryRootIsNew) {
  std::set<std::string> serials;
  for (int i = 0; i < 20; ++i) {
    const Seen seen = Meet({});
    const ASN1_INTEGER* serial = X509_get0_serialNumber(seen.certificate.get());
    const BigNumberPtr number(ASN1_INTEGER_to_BN(serial, nullptr));
    std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())),
                      '\0');
    BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
    serials.insert(bytes);
  }
  EXPECT_EQ(serials.size(), 20U);
  const CertificateAuthority other;
  EXPECT_NE(other.RootPem(), authority_.RootPem());
  const SslContext host = other.ServerContext({}, "mail.corp.test", {});
  EXPECT_EQ(Handshake(authority_, host, {}).verdict,
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
}

}  // namespace
}  // namespace fake
