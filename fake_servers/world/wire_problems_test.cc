// SPDX-License-Identifier: Apache-2.0
//
// What is said about mistakes in `tls`, `tcp` and in what makes a network slow:
// the place, the field, what is wrong and what is allowed.

#include <gtest/gtest.h>

#include "world/problem_case.h"

namespace fake {
namespace {

class WireProblemsTest : public testing::TestWithParam<ProblemCase> {};

TEST_P(WireProblemsTest, IsTold) { ExpectProblems(GetParam()); }

// Fails if a mistake goes unnoticed, or its message changes.
INSTANTIATE_TEST_SUITE_P(
    , WireProblemsTest,
    testing::ValuesIn<ProblemCase>({
        {"MistypedCertificate",
         Https("tls: expierd"),
         {"4:20: HTTPS.tls: `expierd` is not allowed; allowed are valid, "
          "intermediate, expired, not-yet-valid, short-lived, wrong-name, "
          "wildcard, wildcard-too-deep, ip, cn-only, self-signed, unknown-ca, "
          "missing-intermediate, intermediate-without-ca-bit, weak-key, sha1, "
          "stapled, revoked, none; did you mean `expired`?"}},
        {"CertificateForNoName",
         Https(R"(tls: {names: ["mail corp"]})"),
         {"4:29: HTTPS.tls.names[0]: neither a host name nor an address: "
          "letters, digits and hyphens are allowed"}},
        {"ProxyWithTls",
         Https("proxy: true"),
         {"4:22: HTTPS.proxy: must be on a port without TLS; write `tls: none` "
          "beside it"}},
        {"ProxyWithAReply",
         Https("tls: none, proxy: true, reply: settings"),
         {"4:39: HTTPS.reply: has no meaning beside `proxy: true`: the hosts "
          "behind it answer"}},
        {"MistypedTlsField",
         Https("tls: {cert: valid}"),
         {"4:21: HTTPS.tls.cert: unknown field; allowed are certificate, "
          "names, protocols, ciphers, server_name, client_certificate, "
          "resumption, alpn, handshake; did you mean `certificate`?"}},
        {"ProtocolIsNoList",
         Https("tls: {protocols: tls1.2}"),
         {"4:32: HTTPS.tls.protocols: must be a list of protocols, not a "
          "single value"}},
        {"UnknownProtocol",
         Https("tls: {protocols: [ssl3]}"),
         {"4:33: HTTPS.tls.protocols[0]: `ssl3` is not allowed; allowed are "
          "tls1.0, tls1.1, tls1.2, tls1.3"}},
        {"UnknownCiphers",
         Https("tls: {ciphers: weak}"),
         {"4:30: HTTPS.tls.ciphers: `weak` is not allowed; allowed are usual, "
          "none-in-common"}},
        {"UnknownServerName",
         Https("tls: {server_name: wrong}"),
         {"4:34: HTTPS.tls.server_name: `wrong` is not allowed; allowed are "
          "any, refused, required"}},
        {"UnknownClientCertificate",
         Https("tls: {client_certificate: wanted}"),
         {"4:41: HTTPS.tls.client_certificate: `wanted` is not allowed; "
          "allowed are none, asked, demanded"}},
        {"UnknownResumption",
         Https("tls: {resumption: ticket}"),
         {"4:33: HTTPS.tls.resumption: `ticket` is not allowed; allowed are "
          "none, tickets, sessions; did you mean `tickets`?"}},
        {"AlpnIsAWord",
         Https("tls: {alpn: h2}"),
         {"4:27: HTTPS.tls.alpn: must be `none` or a list of protocols, such "
          "as http/1.1"}},
        {"UnknownHandshake",
         Https("tls: {handshake: close}"),
         {"4:32: HTTPS.tls.handshake: `close` is not allowed; allowed are "
          "alert-after-hello, close-after-hello, reset-after-hello, "
          "silent-after-hello, alert-after-certificate, "
          "close-after-certificate, reset-after-certificate, "
          "silent-after-certificate, alert-after-finished, "
          "close-after-finished, reset-after-finished, "
          "silent-after-finished; did you mean `close-after-hello`?"}},
        {"UnknownTcp",
         Https("tcp: drop"),
         {"4:20: HTTPS.tcp: `drop` is not allowed; allowed are accept, "
          "refused, black-hole, silent, reset, half-close"}},
        {"UnknownTcpField",
         Https("tcp: {reset: 3}"),
         {"4:21: HTTPS.tcp.reset: unknown field; allowed are reset_after, "
          "drip; did you mean `reset_after`?"}},
        {"NegativeReset",
         Https("tcp: {reset_after: -1}"),
         {"4:34: HTTPS.tcp.reset_after: must be a whole number from 0 to "
          "1073741824"}},
        {"TcpSaysNothing",
         Https("tcp: {}"),
         {"4:20: HTTPS.tcp: says nothing: give `reset_after` or `drip`"}},
        {"ReplyInABlackHole",
         Https("tcp: black-hole, reply: settings"),
         {"4:32: HTTPS.reply: has no meaning beside `tcp: black-hole`: nothing "
          "is ever answered there"}},
        {"BandwidthOfAHost",
         kHost + std::string("      bandwidth: fast\n"),
         {"4:18: world.hosts.mail.corp.test.bandwidth: must be a whole number "
          "from 1 to 1099511627776"}},
        {"LossAboveAll",
         "world: {loss: 101}\n",
         {"1:15: world.loss: must be a whole number from 0 to 100"}},
        {"JitterWithoutUnit",
         "world: {jitter: 5}\n",
         {"1:17: world.jitter: must be a duration such as 500ms, 2s or 1m"}},
        {"SeedIsAWord",
         "world: {seed: lucky}\n",
         {"1:15: world.seed: must be a whole number from 0 to 4294967295"}},
    }),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace fake
