// SPDX-License-Identifier: Apache-2.0
//
// A world as its clients meet it: plain and TLS, kept connections, logins, and
// what the transcript says of them.

#include "world/running_world.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "http/test_client.h"
#include "http/test_world.h"

namespace fake {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::StartsWith;

constexpr const char* kEws = "https://mail.corp.test/EWS/Exchange.asmx";

Auth BasicAuth() {
  Auth auth;
  auth.schemes = {AuthScheme::kBasic};
  return auth;
}

TEST(RunningWorldTest, AnswersSettingsOverPlainHttp) {
  TestWorld world(MakeWorld({PlainService(SettingsAnswer())}));
  TestClient client(world.port());
  client.Send(PoxRequest());
  const std::string response = client.ReadResponse();
  EXPECT_THAT(response, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(response, HasSubstr(kEws));
  EXPECT_THAT(world.First<ReplyEvent>().ews, ElementsAre(kEws));
}

TEST(RunningWorldTest, AnswersSettingsOverTls) {
  TestWorld world(MakeWorld({TlsService(SettingsAnswer())}));
  TestClient client(world.port());
  ASSERT_EQ(client.StartTls({.root_pem = RootPem(), .sni = kHost}), "");
  client.Send(PoxRequest());
  EXPECT_THAT(client.ReadResponse(), HasSubstr(kEws));
  const auto tls = world.First<TlsEvent>();
  EXPECT_TRUE(tls.ok);
  EXPECT_EQ(tls.sni, kHost);
  EXPECT_EQ(tls.version, "TLSv1.3");
  EXPECT_TRUE(world.First<RequestEvent>().tls);
}

TEST(RunningWorldTest, KeepsTheConnectionForTheNextRequest) {
  TestWorld world(MakeWorld({TlsService(SettingsAnswer())}));
  TestClient client(world.port());
  ASSERT_EQ(client.StartTls({.root_pem = RootPem(), .sni = kHost}), "");
  client.Send(PoxRequest());
  (void)client.ReadResponse();
  client.Send(PoxRequest());
  EXPECT_THAT(client.ReadResponse(), HasSubstr(kEws));
  EXPECT_EQ(world.All<RequestEvent>(2).size(), 2U);
  EXPECT_EQ(world.All<ConnectEvent>(1).size(), 1U);
}

TEST(RunningWorldTest, ClosesWhenTheClientAsksForIt) {
  TestWorld world(MakeWorld({PlainService(SettingsAnswer())}));
  TestClient client(world.port());
  client.Send(PoxRequest("Connection: close\r\n"));
  EXPECT_THAT(client.ReadToEnd(), HasSubstr("Connection: close"));
  EXPECT_EQ(client.end(), "fin");
}

TEST(RunningWorldTest, ChallengesAndChecksThePassword) {
  Service service = TlsService(SettingsAnswer());
  service.auth = BasicAuth();
  TestWorld world(MakeWorld({service}));
  TestClient client(world.port());
  ASSERT_EQ(client.StartTls({.root_pem = RootPem(), .sni = kHost}), "");
  client.Send(PoxRequest());
  const std::string challenge = client.ReadResponse();
  EXPECT_THAT(challenge, StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(challenge,
              HasSubstr("WWW-Authenticate: Basic realm=\"mail.corp.test\""));
  EXPECT_THAT(challenge, HasSubstr("X-SOAP-Enabled: True"));
  client.Send(PoxRequest(kBasic));
  EXPECT_THAT(client.ReadResponse(), HasSubstr(kEws));

  const auto requests = world.All<RequestEvent>(2);
  EXPECT_EQ(requests.at(0).credential, "none");
  EXPECT_EQ(requests.at(1).credential, "accepted");
  EXPECT_EQ(requests.at(1).user, "ann@corp.test");
  EXPECT_THAT(requests.at(1).headers, Contains(Pair("Authorization", "Basic")));
}

// Fails if a password can get into a transcript, or go unnoticed.
TEST(RunningWorldTest, SaysWhereThePasswordWasSeenAndKeepsItOut) {
  TestWorld world(MakeWorld({PlainService(SettingsAnswer())}));
  TestClient client(world.port());
  client.Send(Post("/x?p=correct%20horse", kBasic, "correct horse"));
  (void)client.ReadResponse();
  const auto secrets = world.All<SecretEvent>(4);
  ASSERT_EQ(secrets.size(), 4U);
  EXPECT_EQ(secrets[0].where, "target");
  EXPECT_EQ(secrets[0].form, "percent");
  EXPECT_EQ(secrets[1].where, "header Authorization");
  EXPECT_EQ(secrets[1].form, "base64");
  EXPECT_EQ(secrets[2].where, "body");
  EXPECT_EQ(secrets[2].form, "raw");
  EXPECT_FALSE(secrets[2].tls);
  EXPECT_TRUE(secrets[3].is_address);  // The user name, and in clear.
  const std::string json = world.transcript().ToJson("w", std::nullopt);
  EXPECT_THAT(json, Not(HasSubstr("correct")));
  EXPECT_THAT(json, Not(HasSubstr("Y29ycmVjd")));
}

// Fails if only what parses as HTTP is searched.
TEST(RunningWorldTest, FindsThePasswordInWhatIsNoRequest) {
  TestWorld world(MakeWorld({PlainService(SettingsAnswer())}));
  TestClient client(world.port());
  client.Send("LOGIN ann \"correct horse\"\r\n\r\n");
  EXPECT_THAT(client.ReadToEnd(), StartsWith("HTTP/1.1 400 "));
  client.Close();
  EXPECT_EQ(world.First<SecretEvent>().where, "stream");
  EXPECT_EQ(world.First<CloseEvent>().unread, "LOGIN ann \"[secret]\"\n\n");
}

TEST(RunningWorldTest, FindsThePasswordInPlainTextSentToATlsPort) {
  TestWorld world(MakeWorld({TlsService(SettingsAnswer())}));
  TestClient client(world.port());
  client.Send(PoxRequest(kBasic));
  (void)client.ReadToEnd();
  EXPECT_FALSE(world.First<TlsEvent>().ok);
  const auto secret = world.First<SecretEvent>();
  EXPECT_EQ(secret.where, "stream");
  EXPECT_FALSE(secret.tls);
}

TEST(RunningWorldTest, RecordsTheRequestBeforeItsReply) {
  TestWorld world(MakeWorld({PlainService(SettingsAnswer())}));
  TestClient client(world.port());
  client.Send(PoxRequest(kBasic));
  (void)client.ReadResponse();
  // No waiting: what the client has seen must be in the transcript already.
  std::vector<std::string> kinds;
  for (const auto& [seq, event] : world.transcript().Events()) {
    kinds.emplace_back(std::holds_alternative<ConnectEvent>(event)   ? "connect"
                       : std::holds_alternative<RequestEvent>(event) ? "request"
                       : std::holds_alternative<SecretEvent>(event)  ? "secret"
                       : std::holds_alternative<ReplyEvent>(event)   ? "reply"
                                                                     : "other");
  }
  EXPECT_THAT(kinds, ElementsAre("connect", "request", "secret", "secret",
                                 "secret", "reply"));  // Address and password.
}

TEST(RunningWorldTest, NamesTheAlertOfAClientThatDistrustsTheCertificate) {
  Service service = TlsService(SettingsAnswer());
  service.tls->certificate = CertificateKind::kExpired;
  TestWorld world(MakeWorld({service}));
  TestClient client(world.port());
  EXPECT_NE(client.StartTls({.root_pem = RootPem(), .sni = kHost}), "");
  const auto tls = world.First<TlsEvent>();
  EXPECT_FALSE(tls.ok);
  EXPECT_EQ(tls.alert, "certificate_expired");
}

TEST(RunningWorldTest, NamesTheAlertOfAnUnknownAuthority) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TestWorld world(MakeWorld({TlsService(SettingsAnswer())}));
    TestClient client(world.port());
    EXPECT_NE(client.StartTls({.sni = kHost, .max_version = version}), "");
    EXPECT_EQ(world.First<TlsEvent>().alert, "unknown_ca");
  }
}

TEST(RunningWorldTest, TellsWhoClosedAndHowMuchWentThrough) {
  TestWorld world(MakeWorld({PlainService(SettingsAnswer())}));
  const std::string request = PoxRequest();
  std::size_t received = 0;
  {
    TestClient client(world.port());
    client.Send(request);
    received = client.ReadResponse().size();
  }
  const auto close = world.First<CloseEvent>();
  EXPECT_EQ(close.by, "client");
  EXPECT_EQ(close.bytes_in, request.size());
  EXPECT_EQ(close.bytes_out, received);
  EXPECT_EQ(close.unread, "");
}

TEST(RunningWorldTest, ServesEveryServiceOnAPortOfItsOwn) {
  TestWorld world(
      MakeWorld({PlainService({.location = "https://mail.corp.test{path}"}),
                 TlsService(SettingsAnswer())}));
  TestClient client(world.port(80));
  client.Send("GET /autodiscover/autodiscover.xml HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string response = client.ReadResponse();
  EXPECT_THAT(response, StartsWith("HTTP/1.1 302 "));
  EXPECT_EQ(world.First<ReplyEvent>().location,
            "https://mail.corp.test/autodiscover/autodiscover.xml");
  EXPECT_NE(world.port(80), world.port(443));
}

TEST(RunningWorldTest, SaysWhatItCouldNotBind) {
  const CertificateAuthority authority;
  Transcript transcript;
  World world = MakeWorld({PlainService(SettingsAnswer())});
  world.hosts.front().addresses = {"nonsense"};
  const auto started = RunningWorld::Start(world, authority, transcript,
                                           {.real_ports = true, .dns_port = 0});
  const auto* problem = std::get_if<std::string>(&started);
  ASSERT_NE(problem, nullptr);
  EXPECT_EQ(*problem,
            "mail.corp.test: cannot listen on nonsense: not an IPv4 or IPv6 "
            "address");
}

}  // namespace
}  // namespace fake
