// SPDX-License-Identifier: Apache-2.0
//
// DNS messages: reads a query, writes the response to it. Pure and bounded:
// any bytes can be given to DecodeQuery.
//
// Spec: RFC 1035 4, RFC 6891 (EDNS).

#ifndef FAKE_SERVERS_DNS_MESSAGE_H_
#define FAKE_SERVERS_DNS_MESSAGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dns/record.h"

namespace fake {

enum class Rcode : std::uint8_t {
  kNoError = 0,
  kFormErr = 1,
  kServFail = 2,
  kNxDomain = 3,
  kNotImp = 4,
  kRefused = 5,
  kBadVers = 16,  // Needs EDNS.
};

// `NOERROR`, `NXDOMAIN` …
[[nodiscard]] std::string RcodeName(Rcode rcode);

struct DnsHeader {
  std::uint16_t id = 0;
  std::uint8_t opcode = 0;
  bool recursion_desired = false;
};

struct DnsQuestion {
  std::string wire;  // The name as it was sent, in its case.
  std::vector<std::string> labels;
  std::uint16_t type = 0;
  std::uint16_t dns_class = 0;
};

struct Edns {
  std::uint16_t payload_bytes = 0;  // What the sender takes over UDP.
  std::uint8_t version = 0;
};

struct DnsQuery {
  DnsHeader header;
  DnsQuestion question;
  std::optional<Edns> edns;
};

// What to say to a message that is no query of ours.
struct NotAQuery {
  // Nothing: it is to be ignored (too short, or itself a response).
  std::optional<Rcode> rcode;
  DnsHeader header;
};

[[nodiscard]] std::variant<DnsQuery, NotAQuery> DecodeQuery(
    std::string_view bytes);

// The name as text, as it was sent, without final dot; the root is `.`. A byte
// that would be misread is escaped as in a zone file: `\.`, `\000`.
[[nodiscard]] std::string NameText(const DnsQuestion& question);

struct DnsResponse {
  Rcode rcode = Rcode::kNoError;
  bool truncated = false;
  bool recursion_available = true;
  std::vector<DnsRecord> answers;
  std::vector<DnsRecord> authority;
};

// The response to `query`. The question is repeated byte for byte, so that a
// client that hides randomness in the case of letters finds it there again.
[[nodiscard]] std::string EncodeResponse(const DnsQuery& query,
                                         const DnsResponse& response);

// A header and nothing else.
[[nodiscard]] std::string EncodeError(const DnsHeader& header, Rcode rcode);

// How long a response over UDP may be.
[[nodiscard]] std::size_t UdpBytesMax(const DnsQuery& query);

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_MESSAGE_H_
