// SPDX-License-Identifier: Apache-2.0

#include "dns/responder.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "dns/message.h"
#include "dns/resolve.h"

namespace fake {
namespace {

// The port that the world knows the server by, wherever it really listens.
constexpr std::uint16_t kDnsPort = 53;
constexpr std::uint16_t kClassIn = 1;
constexpr std::uint16_t kClassAny = 255;
constexpr std::size_t kTcpBytesMax = 65535;  // Its length has two bytes.

std::string Lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

Resolution ResolveQuery(const Zone& zone, const DnsQuery& query) {
  const std::uint16_t dns_class = query.question.dns_class;
  Resolution resolution;
  if (query.edns && query.edns->version != 0) {
    resolution.response.rcode = Rcode::kBadVers;
  } else if (dns_class != kClassIn && dns_class != kClassAny) {
    resolution.response.rcode = Rcode::kRefused;
  } else {
    resolution =
        Resolve(zone, Lower(NameText(query.question)), query.question.type);
  }
  return resolution;
}

// The labels as they were sent, nothing escaped.
std::string RawName(const DnsQuestion& question) {
  std::string name;
  for (const std::string& label : question.labels) {
    name += (name.empty() ? "" : ".") + label;
  }
  return name;
}

std::vector<std::string> AnswerTexts(const DnsResponse& response) {
  std::vector<std::string> texts;
  texts.reserve(response.answers.size());
  for (const DnsRecord& record : response.answers) {
    texts.push_back(record.owner + ' ' + DnsTypeName(record.type) + ' ' +
                    record.text);
  }
  return texts;
}

// Writes the query down, and where it holds a secret, that too.
void Record(Transcript& transcript, const SecretFinder& secrets,
            const DnsQuery& query, const Resolution& resolution,
            DnsTransport transport) {
  // A name in a mixture of cases is looked at in lower case too: some clients
  // mix it to be harder to forge answers for.
  const std::string raw = RawName(query.question);
  const std::string sent = secrets.Find(raw).empty() ? Lower(raw) : raw;
  const std::vector<FoundSecret> found = secrets.FindEach(sent);
  DnsEvent event;
  event.transport = transport == DnsTransport::kUdp ? "udp" : "tcp";
  event.name =
      Lower(found.empty() ? NameText(query.question) : secrets.Redact(sent));
  event.type = DnsTypeName(query.question.type);
  event.rcode =
      resolution.silent ? "silent" : RcodeName(resolution.response.rcode);
  if (!resolution.silent) {
    event.answers = AnswerTexts(resolution.response);
  }
  const std::string name = event.name;
  const std::int64_t seq = transcript.Record(std::move(event));
  for (const FoundSecret& each : found) {
    SecretEvent secret;
    secret.place.host = name;
    secret.place.port = kDnsPort;
    secret.event = seq;
    secret.where = "dns name";
    secret.form = each.form;
    secret.fingerprint = each.fingerprint;
    transcript.Record(std::move(secret));
  }
}

// The bytes to send: cut down to what fits.
std::string Encode(const DnsQuery& query, const Resolution& resolution,
                   DnsTransport transport) {
  const bool udp = transport == DnsTransport::kUdp;
  std::string bytes = EncodeResponse(query, resolution.response);
  const std::size_t bytes_max = udp ? UdpBytesMax(query) : kTcpBytesMax;
  if ((udp && resolution.truncate) || bytes.size() > bytes_max) {
    bytes = EncodeResponse(
        query, {.rcode = resolution.response.rcode, .truncated = true});
  }
  return bytes;
}

}  // namespace

std::optional<DnsReply> Responder::Respond(std::string_view query,
                                           DnsTransport transport) const {
  const std::variant<DnsQuery, NotAQuery> decoded = DecodeQuery(query);
  if (const auto* refused = std::get_if<NotAQuery>(&decoded)) {
    if (!refused->rcode) {
      return std::nullopt;
    }
    return DnsReply{.bytes = EncodeError(refused->header, *refused->rcode)};
  }
  const auto& asked = std::get<DnsQuery>(decoded);
  const Resolution resolution = ResolveQuery(zone_, asked);
  Record(transcript_, secrets_, asked, resolution, transport);
  if (resolution.silent) {
    return std::nullopt;
  }
  // TCP pays for its handshake too.
  const int trips = transport == DnsTransport::kTcp ? 2 : 1;
  using Wait = std::chrono::duration<double, std::milli>;
  const Wait wait =
      (resolution.delay + trips * options_.rtt) / options_.clock_rate;
  return DnsReply{
      .bytes = Encode(asked, resolution, transport),
      .delay = std::chrono::duration_cast<std::chrono::microseconds>(wait)};
}

}  // namespace fake
