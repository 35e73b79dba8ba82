// SPDX-License-Identifier: Apache-2.0
//
// What was seen on the way of one attempt: DNS, TLS and HTTP as plain values,
// for people who look for a fault. Texts come from strangers: show them with
// care. No secret is in them.

#ifndef AUTODISCOVER_FACTS_H_
#define AUTODISCOVER_FACTS_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace autodiscover {

// One question to DNS, and what it was answered.
struct DnsFact {
  std::string name;
  std::string type;  // "A", "AAAA", "SRV".
  // "NOERROR" (also without an answer of this type), "NXDOMAIN", "SERVFAIL"…,
  // or why there was no answer: "timed out".
  std::string rcode;
  std::vector<std::string> answers;  // As in a zone: "192.0.2.1".
  std::vector<std::string> aliases;  // CNAMEs on the way, in their order.
  std::chrono::seconds ttl{0};       // The shortest; 0: not known.
  bool operator==(const DnsFact&) const = default;
};

struct CertificateFact {
  std::string subject;  // As RFC 4514 writes it: "CN=corp.test,O=Corp".
  std::string issuer;
  std::vector<std::string> names;  // Hosts and addresses it is for.
  std::chrono::sys_seconds not_before{};
  std::chrono::sys_seconds not_after{};
  std::string sha256;  // Of the whole certificate: 64 hexadecimal digits.
  bool operator==(const CertificateFact&) const = default;
};

struct TlsFacts {
  std::string version;  // "TLSv1.3"; empty: the handshake did not end well.
  std::string cipher;
  // What the check said of the first certificate: "valid", "expired",
  // "not-yet-valid", "wrong-name", "self-signed", "unknown-ca", "invalid".
  // Empty: no certificate was seen. An exception may let a bad one pass.
  std::string verdict;
  std::vector<CertificateFact> chain;  // As the server sent it.
  bool operator==(const TlsFacts&) const = default;
};

struct HttpFacts {
  std::string method;
  std::string url;
  // Chosen ones of the answer, those that tell of servers; of a challenge the
  // names of the schemes alone.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string content_type;
  std::size_t request_bytes = 0;  // Of the bodies.
  std::size_t answer_bytes = 0;
  bool operator==(const HttpFacts&) const = default;
};

struct Facts {
  std::vector<DnsFact> dns;  // Of the host, or of the SRV name.
  bool reused = false;       // The connection of an earlier attempt.
  int local_port = 0;        // Ours; tells connections to a host apart.
  std::optional<TlsFacts> tls;
  std::optional<HttpFacts> http;
  bool operator==(const Facts&) const = default;
};

// "2026-03-01T12:00:00Z".
[[nodiscard]] std::string UtcText(std::chrono::sys_seconds time);

}  // namespace autodiscover

#endif  // AUTODISCOVER_FACTS_H_
