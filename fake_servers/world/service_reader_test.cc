// SPDX-License-Identifier: Apache-2.0
//
// What a good service becomes: TLS, authentication, answers, scripts, routes.

#include "world/service_reader.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world/tls_reader.h"
#include "world/world_file.h"

namespace fake {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

// The one host of a world with these lines (indented by six spaces) below its
// name.
Host GoodHost(const std::string& lines) {
  const LoadedWorld loaded = ParseWorld(
      "mailbox: {address: ann@corp.test}\nworld:\n  hosts:\n"
      "    mail.corp.test:\n" +
          lines + "\n",
      "world.yaml");
  if (const auto* problems = std::get_if<std::vector<Problem>>(&loaded)) {
    for (const Problem& problem : *problems) {
      ADD_FAILURE() << ToString(problem);
    }
    return {};
  }
  return std::get<World>(loaded).hosts.at(0);
}

// The service at port 443 with these fields.
Service GoodHttps(const std::string& fields) {
  Host host = GoodHost("      https: {" + fields + "}");
  return host.services.empty() ? Service{} : host.services[0];
}

Answer GoodAnswer(const std::string& fields) {
  Service service = GoodHttps(fields);
  return service.script.empty() ? Answer{} : service.script[0];
}

TEST(ServiceReaderTest, PortsAreSortedAndHaveTlsByDefault) {
  const Host host = GoodHost(
      "      ports: {8443: {}, 8080: {tls: none}}\n"
      "      https: {}\n"
      "      http: {}");
  ASSERT_EQ(host.services.size(), 4U);
  std::vector<std::pair<int, bool>> ports;
  ports.reserve(host.services.size());
  for (const Service& service : host.services) {
    ports.emplace_back(service.port, service.tls.has_value());
  }
  EXPECT_THAT(ports, ElementsAre(Pair(80, false), Pair(443, true),
                                 Pair(8080, false), Pair(8443, true)));
}

TEST(ServiceReaderTest, NothingSaidIsNothingAnswered) {
  const Service service = GoodHttps("");
  EXPECT_THAT(service.script, IsEmpty());
  EXPECT_THAT(service.routes, IsEmpty());
  EXPECT_EQ(service.tcp, TcpBehaviour::kAccept);
  EXPECT_FALSE(service.auth.demanded());
  EXPECT_EQ(service.tls->certificate, CertificateKind::kValid);
}

// The kind of certificate, written in the short and in the long way.
std::vector<CertificateKind> BothWays(const std::string& word) {
  std::vector<CertificateKind> kinds;
  for (const std::string& tls : {word, "{certificate: " + word + "}"}) {
    const Service service = GoodHttps("tls: " + tls);
    kinds.push_back(service.tls.value_or(Tls{}).certificate);
  }
  return kinds;
}

TEST(ServiceReaderTest, ReadsEveryKindOfCertificate) {
  using Kind = CertificateKind;
  EXPECT_THAT(BothWays("valid"), Each(Kind::kValid));
  EXPECT_THAT(BothWays("expired"), Each(Kind::kExpired));
  EXPECT_THAT(BothWays("not-yet-valid"), Each(Kind::kNotYetValid));
  EXPECT_THAT(BothWays("short-lived"), Each(Kind::kShortLived));
  EXPECT_THAT(BothWays("wrong-name"), Each(Kind::kWrongName));
  EXPECT_THAT(BothWays("self-signed"), Each(Kind::kSelfSigned));
  EXPECT_THAT(BothWays("unknown-ca"), Each(Kind::kUnknownCa));
  EXPECT_THAT(BothWays("missing-intermediate"),
              Each(Kind::kMissingIntermediate));
  EXPECT_THAT(BothWays("revoked"), Each(Kind::kRevoked));
}

TEST(ServiceReaderTest, ReadsOtherTls) {
  EXPECT_FALSE(GoodHttps("tls: none").tls.has_value());
  const Service service = GoodHttps("tls: {names: ['*.Corp.test', 192.0.2.7]}");
  EXPECT_THAT(service.tls.value_or(Tls{}).names,
              ElementsAre("*.corp.test", "192.0.2.7"));
}

TEST(ServiceReaderTest, ReadsHowAHandshakeGoes) {
  const Tls tls =
      GoodHttps(
          "tls: {protocols: [tls1.0, tls1.3], ciphers: none-in-common,"
          " server_name: refused, client_certificate: demanded,"
          " resumption: tickets, alpn: [h2], handshake: reset-after-finished}")
          .tls.value_or(Tls{});
  EXPECT_THAT(tls.protocols, ElementsAre(TlsVersion::k10, TlsVersion::k13));
  EXPECT_EQ(tls.ciphers, Ciphers::kNoneInCommon);
  EXPECT_EQ(tls.server_name, ServerName::kRefused);
  EXPECT_EQ(tls.client_certificate, ClientCertificate::kDemanded);
  EXPECT_EQ(tls.resumption, Resumption::kTickets);
  EXPECT_THAT(tls.alpn, ElementsAre("h2"));
  ASSERT_TRUE(tls.handshake.has_value());
  EXPECT_EQ(tls.handshake->stage, TlsStage::kFinished);
  EXPECT_EQ(tls.handshake->ending, TlsEnding::kReset);
  EXPECT_THAT(TlsFaults(tls),
              ElementsAre("ciphers none-in-common", "server_name refused",
                          "client_certificate demanded", "protocols tls1.0",
                          "protocols tls1.3"));
  EXPECT_EQ(TlsFault(*tls.handshake), "handshake reset-after-finished");
  EXPECT_THAT(GoodHttps("tls: {alpn: none}").tls.value_or(Tls{}).alpn,
              IsEmpty());
}

TEST(ServiceReaderTest, ReadsEveryKindOfTcp) {
  EXPECT_EQ(GoodHttps("tcp: refused").tcp, TcpBehaviour::kRefused);
  EXPECT_EQ(GoodHttps("tcp: silent").tcp, TcpBehaviour::kSilent);
  EXPECT_EQ(GoodHttps("tcp: reset").tcp, TcpBehaviour::kReset);
  EXPECT_EQ(GoodHttps("tcp: black-hole").tcp, TcpBehaviour::kBlackHole);
  EXPECT_EQ(GoodHttps("tcp: half-close").tcp, TcpBehaviour::kHalfClose);
  const Service slow = GoodHttps("tcp: {drip: 2ms, reset_after: 0}");
  EXPECT_EQ(slow.drip, Milliseconds(2));
  EXPECT_EQ(slow.reset_after_received, 0U);
}

TEST(ServiceReaderTest, ReadsAuth) {
  EXPECT_THAT(GoodHttps("auth: basic").auth.schemes,
              ElementsAre(AuthScheme::kBasic));
  EXPECT_FALSE(GoodHttps("auth: none").auth.demanded());
  const Auth auth = GoodHttps(
                        "auth: {schemes: [basic], challenge: ['Basic a=\"b\"', "
                        "NTLM], accept: nobody, realm: here}")
                        .auth;
  EXPECT_THAT(auth.schemes, ElementsAre(AuthScheme::kBasic));
  EXPECT_THAT(auth.challenge, ElementsAre("Basic a=\"b\"", "NTLM"));
  EXPECT_TRUE(auth.accept_nobody);
  EXPECT_EQ(auth.realm, "here");
}

// Nobody can be let in, so no account is needed.
TEST(ServiceReaderTest, AuthThatAcceptsNobodyNeedsNoMailbox) {
  const LoadedWorld loaded = ParseWorld(
      "world: {hosts: {a.test: {https: {auth: {schemes: [basic], "
      "accept: nobody}}}}}",
      "w");
  EXPECT_TRUE(std::holds_alternative<World>(loaded));
}

TEST(ServiceReaderTest, ReadsSettings) {
  const Answer answer = GoodAnswer(
      "reply: settings, ews: 'https://{host}/E', ews_internal: '', "
      "smtp_address: b@c.test, display_name: Bea, shape: [bom, prefixed]");
  EXPECT_EQ(answer.reply, ReplyKind::kSettings);
  EXPECT_EQ(answer.ews, "https://{host}/E");
  EXPECT_EQ(answer.ews_internal, "");
  EXPECT_EQ(answer.smtp_address, "b@c.test");
  EXPECT_EQ(answer.display_name, "Bea");
  EXPECT_THAT(answer.shape, ElementsAre(Shape::kBom, Shape::kPrefixed));
  EXPECT_EQ(answer.status, std::nullopt);
}

TEST(ServiceReaderTest, WhatIsLeftOutHasItsDefault) {
  const Answer answer = GoodAnswer("reply: settings");
  EXPECT_EQ(answer.ews, std::nullopt);
  EXPECT_EQ(answer.ews_internal, std::nullopt);
  EXPECT_EQ(answer.display_name, "Ann Fixture");
  EXPECT_EQ(answer.code, "500");
  EXPECT_EQ(answer.delay, Milliseconds(0));
}

TEST(ServiceReaderTest, ACodeMayBeANumberOrAName) {
  EXPECT_EQ(GoodAnswer("reply: error, code: 600").code, "600");
  EXPECT_EQ(GoodAnswer("reply: error, code: InvalidUser").code, "InvalidUser");
}

TEST(ServiceReaderTest, ALocationImpliesARedirect) {
  EXPECT_EQ(GoodAnswer("location: 'https://a.test{path}'").status, 302);
  EXPECT_EQ(GoodAnswer("location: /x, status: 308").status, 308);
  EXPECT_EQ(GoodAnswer("location: /x, reply: settings").status, 302);
}

TEST(ServiceReaderTest, ReadsHeadersInTheirOrder) {
  const Answer answer = GoodAnswer(
      R"(status: 200, headers: {X-B: [two, one], X-A: "caf\u00e9\t"})");
  EXPECT_THAT(answer.headers,
              ElementsAre(Pair("X-B", "two"), Pair("X-B", "one"),
                          Pair("X-A", "caf\u00e9\t")));
}

TEST(ServiceReaderTest, ReadsEveryKindOfFault) {
  const auto fault = [](const std::string& text) {
    return GoodAnswer("reply: settings, fault: " + text).fault;
  };
  EXPECT_EQ(std::get<ResetAfter>(fault("{reset_after: 0}")).reply_bytes, 0U);
  EXPECT_EQ(std::get<TruncateAfter>(fault("{truncate_after: 9}")).body_bytes,
            9U);
  EXPECT_TRUE(std::holds_alternative<NeverAnswer>(fault("{silent: true}")));
  EXPECT_EQ(std::get<Drip>(fault("{drip: 20ms}")).per_byte, Milliseconds(20));
}

TEST(ServiceReaderTest, PaddingGoesIntoTheBody) {
  const Answer answer = GoodAnswer(
      "body: '<{padding}|{padding}>', padding: {text: ab, times: 3}");
  EXPECT_EQ(answer.body, "<ababab|ababab>");
  EXPECT_EQ(GoodAnswer("body: '{padding}', padding: "
                       "{text: '{padding}', times: 2}")
                .body,
            "{padding}{padding}");
}

TEST(ServiceReaderTest, ReadsAScriptInOrder) {
  const Service service =
      GoodHttps("script: [{status: 500}, {reply: settings, delay: 10ms}]");
  ASSERT_EQ(service.script.size(), 2U);
  EXPECT_EQ(service.script[0].status, 500);
  EXPECT_EQ(service.script[1].reply, ReplyKind::kSettings);
  EXPECT_EQ(service.script[1].delay, Milliseconds(10));
}

TEST(ServiceReaderTest, ReadsRoutes) {
  const Service service = GoodHttps(
      "auth: basic, status: 404, routes: ["
      "{match: {method: POST, path: =/EWS/x, protocol: soap, body: Ann, "
      "header: {X: y}}, auth: none, reply: settings}, "
      "{match: {path: /ews}, script: [{status: 500}, {status: 503}]}]");
  ASSERT_EQ(service.routes.size(), 2U);
  const Route& first = service.routes[0];
  EXPECT_EQ(first.match.method, "POST");
  EXPECT_EQ(first.match.path, "/EWS/x");
  EXPECT_TRUE(first.match.path_exact);
  EXPECT_EQ(first.match.protocol, "soap");
  EXPECT_EQ(first.match.body, "Ann");
  EXPECT_THAT(first.match.headers, ElementsAre(Pair("X", "y")));
  ASSERT_TRUE(first.auth.has_value());
  EXPECT_FALSE(first.auth->demanded());
  EXPECT_EQ(first.script.at(0).reply, ReplyKind::kSettings);
  const Route& second = service.routes[1];
  EXPECT_FALSE(second.match.path_exact);
  EXPECT_FALSE(second.auth.has_value());
  EXPECT_EQ(second.script.size(), 2U);
  EXPECT_EQ(service.script.at(0).status, 404);
}

}  // namespace
}  // namespace fake
