// SPDX-License-Identifier: Apache-2.0

#include "dns/responder.h"

#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "dns/distort.h"
#include "dns/message.h"
#include "dns/resolve.h"
#include "history/found_secrets.h"
#include "history/letter_case.h"
#include "world/chance.h"

namespace fake {
namespace {

// The port that the world knows the server by, wherever it really listens.
constexpr std::uint16_t kDnsPort = 53;
constexpr std::uint16_t kClassIn = 1;
constexpr std::uint16_t kClassAny = 255;
constexpr std::size_t kTcpBytesMax = 65535;  // Its length has two bytes.

// What the zone does not decide; nothing when it does.
std::optional<Resolution> WithoutZone(const DnsQuery& query,
                                      DnsTransport transport,
                                      const DnsOptions& options) {
  const std::uint16_t dns_class = query.question.dns_class;
  Resolution resolution;
  if (options.dead) {
    resolution.silent = true;
    resolution.faults = {"resolver servers dead"};
  } else if (transport == DnsTransport::kTcp &&
             options.tcp == DnsTcp::kSilent) {
    resolution.silent = true;
    resolution.faults = {"resolver tcp silent"};
  } else if (query.edns && query.edns->version != 0) {
    resolution.response.rcode = Rcode::kBadVers;
  } else if (dns_class != kClassIn && dns_class != kClassAny) {
    resolution.response.rcode = Rcode::kRefused;
  } else {
    return std::nullopt;
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
  const std::string sent = secrets.Find(raw).empty() ? ToLower(raw) : raw;
  const std::vector<FoundSecret> found = secrets.FindEach(sent);
  DnsEvent event;
  event.transport = transport == DnsTransport::kUdp ? "udp" : "tcp";
  event.name =
      ToLower(found.empty() ? NameText(query.question) : secrets.Redact(sent));
  event.type = DnsTypeName(query.question.type);
  event.edns = query.edns.has_value();
  event.faults = resolution.faults;
  event.rcode =
      resolution.silent ? "silent" : RcodeName(resolution.response.rcode);
  if (!resolution.silent) {
    event.answers = AnswerTexts(resolution.response);
  }
  const std::string name = event.name;
  const std::int64_t seq = transcript.Record(std::move(event));
  const SecretEvent where = {.place = {.host = name, .port = kDnsPort},
                             .event = seq,
                             .where = "dns name"};
  RecordFound(transcript, found, where);
  RecordAddresses(transcript, secrets.FindAddresses(sent), where);
}

// The bytes to send: cut down to what fits.
std::string Encode(const DnsQuery& asked, const Resolution& resolution,
                   DnsTransport transport) {
  DnsQuery query = asked;
  if (resolution.response.rcode == Rcode::kFormErr ||
      resolution.response.rcode == Rcode::kNotImp) {
    query.edns.reset();  // Who does not know EDNS does not answer with it.
  }
  const bool udp = transport == DnsTransport::kUdp;
  std::string bytes = EncodeResponse(query, resolution.response);
  const std::size_t bytes_max = udp ? UdpBytesMax(query) : kTcpBytesMax;
  if ((udp && resolution.truncate) || bytes.size() > bytes_max) {
    bytes = EncodeResponse(
        query, {.rcode = resolution.response.rcode, .truncated = true});
  }
  return bytes;
}

bool IsTruncated(const std::string& response) {
  return (static_cast<unsigned char>(response.at(2)) & 0x02U) != 0;
}

}  // namespace

std::optional<DnsReply> Responder::Respond(std::string_view query,
                                           DnsTransport transport) {
  const std::variant<DnsQuery, NotAQuery> decoded = DecodeQuery(query);
  if (const auto* refused = std::get_if<NotAQuery>(&decoded)) {
    if (!refused->rcode || options_.dead) {
      return std::nullopt;
    }
    return DnsReply{.bytes = EncodeError(refused->header, *refused->rcode)};
  }
  const auto& asked = std::get<DnsQuery>(decoded);
  const std::uint16_t type = asked.question.type;
  std::optional<Resolution> resolution =
      WithoutZone(asked, transport, options_);
  if (!resolution) {
    resolution =
        Resolve(zone_, {.name = ToLower(NameText(asked.question)),
                        .type = type,
                        .edns = asked.edns.has_value(),
                        .answered = [this, type](const std::string& name) {
                          const auto found = answered_.find({name, type});
                          return found == answered_.end() ? 0 : found->second;
                        }});
  }
  if (transport == DnsTransport::kUdp && options_.loss > 0 &&
      Fraction(random_) < options_.loss) {
    resolution->silent = true;
    resolution->faults.emplace_back("loss");
  }
  Record(transcript_, secrets_, asked, *resolution, transport);
  if (resolution->silent) {
    return std::nullopt;
  }
  DnsReply reply = Reply(Encode(asked, *resolution, transport), transport,
                         resolution->delay);
  // An answer with TC is none yet: the client asks the same again.
  if (transport == DnsTransport::kTcp || !IsTruncated(reply.bytes)) {
    for (const std::string& name : resolution->counted) {
      ++answered_[{name, type}];
    }
  }
  std::vector<std::string> messages =
      Distort(asked, reply.bytes, resolution->message);
  reply.bytes = std::move(messages.front());
  messages.erase(messages.begin());
  reply.more = std::move(messages);
  return reply;
}

DnsReply Responder::Reply(std::string bytes, DnsTransport transport,
                          Milliseconds delay) {
  // TCP pays for its handshake too.
  const int trips = transport == DnsTransport::kTcp ? 2 : 1;
  using Wait = std::chrono::duration<double, std::milli>;
  const Wait jitter = Fraction(random_) * options_.jitter;
  const Wait wait =
      (delay + trips * options_.rtt + jitter) / options_.clock_rate;
  return {.bytes = std::move(bytes),
          .delay = std::chrono::duration_cast<std::chrono::microseconds>(wait)};
}

}  // namespace fake
