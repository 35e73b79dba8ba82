// SPDX-License-Identifier: Apache-2.0
//
// NTLM against the numbers of MS-NLMP 4.2, and against a client that does one
// thing wrong at a time.

#include "auth/ntlm.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "auth/encoding.h"
#include "auth/hashes.h"
#include "auth/little_endian.h"
#include "auth/ntlm_message.h"
#include "auth/ntlm_server.h"
#include "history/utf.h"

namespace fake {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

constexpr std::size_t kHeaderSize = 88;  // With version and MIC.

std::string Wide(std::string_view text) {
  return ToUtf16(*FromUtf8(text), ByteOrder::kLittle);
}

std::string AvText(const std::vector<AvPair>& pairs) {
  std::string out;
  for (const AvPair& pair : pairs) {
    AppendLittle16(out, static_cast<std::uint16_t>(pair.id));
    AppendLittle16(out, static_cast<std::uint16_t>(pair.value.size()));
    out += pair.value;
  }
  return out + std::string(4, '\0');
}

// What a client puts in front of the AV pairs (2.2.2.7).
std::string Blob(const std::vector<AvPair>& pairs) {
  return "\1\1" + std::string(6 + 8, '\0') + std::string(8, '\xAA') +
         std::string(4, '\0') + AvText(pairs) + std::string(4, '\0');
}

TEST(NtlmTest, ComputesTheNumbersOfTheDocument) {
  ASSERT_TRUE(HasLegacyHashes());
  EXPECT_EQ(ToHex(NtHash("Password")), "a4f49c406510bdcab6824ee7c30fd852");
  const std::string key =
      NtlmV2Key(NtHash("Password"), Wide("User"), Wide("Domain"));
  EXPECT_EQ(ToHex(key), "0c868a403bfd7a93a3001ef22ef02e3f");
  const std::string proof =
      NtProof(key, "\x01\x23\x45\x67\x89\xAB\xCD\xEF",
              Blob({{AvId::kNbDomainName, Wide("Domain")},
                    {AvId::kNbComputerName, Wide("Server")}}));
  EXPECT_EQ(ToHex(proof), "68cd0ab851e51c96aabc927bebef6a1c");
  EXPECT_EQ(ToHex(NtlmSessionKey(key, proof, 0, "")),
            "8de40ccadbc14a82f15cb0ad0de95ca3");
  EXPECT_EQ(ToHex(NtlmSessionKey(
                key, proof, ntlm::kKeyExchange,
                "\xC5\xDA\xD2\x54\x4F\xC9\x79\x90\x94\xCE\x1C\xE9\x0B\xC9\xD0"
                "\x3E")),
            ToHex(std::string(16, '\x55')));
}

// Fails if upper case is that of ASCII alone, or the domain's is changed too.
TEST(NtlmTest, UserNamesHaveNoCaseAndDomainsDo) {
  const std::string hash = NtHash("p");
  EXPECT_EQ(NtlmV2Key(hash, Wide("jörg"), Wide("d")),
            NtlmV2Key(hash, Wide("JÖRG"), Wide("d")));
  EXPECT_NE(NtlmV2Key(hash, Wide("a"), Wide("d")),
            NtlmV2Key(hash, Wide("a"), Wide("D")));
}

// A client, and what it does unlike a good one.
struct Client {
  std::string user = "ann@corp.test";
  std::string domain;
  std::string password = "correct horse";
  std::vector<AvPair> pairs;
  bool mic = false;
  bool wrong_mic = false;
  std::string nt_response;  // Instead of the right one.
};

std::string Negotiate() {
  std::string message = "NTLMSSP\0"s;
  AppendLittle32(message, 1);
  AppendLittle32(message, ntlm::kUnicode | ntlm::kNtlm | ntlm::kKeyExchange);
  return message + std::string(16, '\0');
}

std::string Message3(const Client& client, const NtlmExchange& exchange) {
  const std::string user = Wide(client.user);
  const std::string domain = Wide(client.domain);
  const std::string key = NtlmV2Key(NtHash(client.password), user, domain);
  const std::string blob = Blob(client.pairs);
  const std::string proof = NtProof(key, exchange.server_challenge, blob);
  const std::string nt =
      client.nt_response.empty() ? proof + blob : client.nt_response;
  const std::string session_key(16, '\x55');
  std::string message = "NTLMSSP\0"s;
  std::string payload;
  AppendLittle32(message, 3);
  for (const std::string& part :
       {std::string(24, '\0'), nt, domain, user, std::string(),
        Rc4(HmacMd5(key, proof), session_key)}) {
    AppendLittle16(message, static_cast<std::uint16_t>(part.size()));
    AppendLittle16(message, static_cast<std::uint16_t>(part.size()));
    AppendLittle32(message,
                   static_cast<std::uint32_t>(kHeaderSize + payload.size()));
    payload += part;
  }
  AppendLittle32(message, ntlm::kUnicode | ntlm::kKeyExchange);
  message += std::string(8 + kNtlmMicSize, '\0') + payload;
  if (client.mic) {
    std::string mic =
        NtlmMic(session_key, exchange.negotiate, exchange.challenge, message);
    mic[0] = static_cast<char>(mic[0] ^ (client.wrong_mic ? 1 : 0));
    message.replace(kNtlmMicOffset, kNtlmMicSize, mic);
  }
  return message;
}

class NtlmServerTest : public testing::Test {
 protected:
  NtlmOutcome Login(const Client& client, const std::string& binding = {}) {
    NtlmServer server(options_, "mail.corp.test");
    const auto exchange = server.Begin(Negotiate());
    return exchange ? server.Finish(Message3(client, *exchange), *exchange,
                                    binding, directory_)
                    : NtlmOutcome();
  }

  NtlmOptions options_;
  Directory directory_{
      {{"ann@corp.test", "correct horse"}, {"CORP\\bob", "bobs own"}}};
};

TEST_F(NtlmServerTest, RightIsAcceptedAndWrongIsNot) {
  EXPECT_TRUE(Login({}).accepted);
  EXPECT_FALSE(Login({.password = "Correct horse"}).accepted);
  EXPECT_FALSE(Login({.user = "eve@corp.test"}).accepted);
}

TEST_F(NtlmServerTest, AccountsAreFoundByDomainAndName) {
  EXPECT_TRUE(Login({.user = "ann", .domain = "corp.test"}).accepted);
  const NtlmOutcome bob =
      Login({.user = "bob", .domain = "CORP", .password = "bobs own"});
  EXPECT_TRUE(bob.accepted);
  EXPECT_EQ(bob.user, "CORP\\bob");
}

// Fails if a response of an older version gets in, right or not.
TEST_F(NtlmServerTest, OlderVersionsAreRefused) {
  EXPECT_FALSE(Login({.nt_response = std::string(24, 'x')}).accepted);
  EXPECT_FALSE(Login({.nt_response = "x"}).accepted);
}

TEST_F(NtlmServerTest, AMicThatIsPromisedMustBeThereAndRight) {
  const AvPair promise = {.id = AvId::kFlags, .value = "\2\0\0\0"s};
  EXPECT_TRUE(Login({.pairs = {promise}, .mic = true}).accepted);
  EXPECT_FALSE(
      Login({.pairs = {promise}, .mic = true, .wrong_mic = true}).accepted);
  EXPECT_FALSE(Login({.pairs = {promise}}).accepted);
  EXPECT_TRUE(Login({.mic = true, .wrong_mic = true}).accepted);
}

TEST_F(NtlmServerTest, ChannelBindingsAreCheckedAsTheWorldSays) {
  const std::string certificate(32, 'c');
  const Client without;
  const Client right = {
      .pairs = {{AvId::kChannelBindings, ChannelBindingHash(certificate)}}};
  const Client wrong = {
      .pairs = {{AvId::kChannelBindings, std::string(16, 'w')}}};
  const Client empty = {
      .pairs = {{AvId::kChannelBindings, std::string(16, '\0')}}};
  EXPECT_TRUE(Login(wrong, certificate).accepted);
  options_.channel_binding = ChannelBinding::kChecked;
  EXPECT_FALSE(Login(wrong, certificate).accepted);
  EXPECT_TRUE(Login(right, certificate).accepted);
  EXPECT_TRUE(Login(empty, certificate).accepted);
  options_.channel_binding = ChannelBinding::kRequired;
  EXPECT_FALSE(Login(without, certificate).accepted);
  EXPECT_FALSE(Login(empty, certificate).accepted);
  EXPECT_TRUE(Login(right, certificate).accepted);
}

// Fails if the response to another challenge gets in.
TEST_F(NtlmServerTest, AResponseIsGoodForItsOwnChallenge) {
  NtlmServer server(options_, "mail.corp.test");
  const auto one = server.Begin(Negotiate());
  const auto two = server.Begin(Negotiate());
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->server_challenge, two->server_challenge);
  const std::string message = Message3({}, *one);
  EXPECT_TRUE(server.Finish(message, *one, {}, directory_).accepted);
  EXPECT_FALSE(server.Finish(message, *two, {}, directory_).accepted);
}

TEST_F(NtlmServerTest, MalformedMessagesAreRefused) {
  NtlmServer server(options_, "mail.corp.test");
  EXPECT_FALSE(server.Begin("NTLMSSP\0\1\0\0\0"sv).has_value());
  EXPECT_FALSE(server.Begin("NTLMSSP\0\3\0\0\0\0\0\0\0"sv).has_value());
  const auto exchange = server.Begin(Negotiate());
  ASSERT_TRUE(exchange.has_value());
  const std::string good = Message3({}, *exchange);
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(server
                     .Finish(std::string_view(good).substr(0, size), *exchange,
                             {}, directory_)
                     .accepted)
        << size;
  }
}

}  // namespace
}  // namespace fake
