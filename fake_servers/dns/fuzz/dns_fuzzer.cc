// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are a query with an answer, or no query; an answer repeats the id
// and the question of its query, and fits, unless its name says otherwise.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dns/responder.h"

namespace {

void Require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

const fake::Zone& TestZone() {
  static const fake::Zone zone = {
      {"a.test", {.a = {"192.0.2.10"}, .aaaa = {"2001:db8::10"}}},
      {"_s._tcp.a.test",
       {.srv = {{.port = 443, .target = "a.test"},
                {.priority = 1, .target = "."}}}},
      {"c.test", {.cname = "a.test"}},
      {"l.test", {.cname = "l.test"}},
      {"t.test", {.txt = {"text"}, .truncate = true}},
      {"f.test", {.fault = fake::DnsFault::kServfail}},
      {"*.w.test", {.a = {"192.0.2.11"}, .edns = fake::DnsEdns::kFormerr}},
      {"n.test",
       {.a = {"192.0.2.12"}, .then = {{.fault = fake::DnsFault::kLame}}}},
      {"r.test", {.raw = {{.type = 33, .data = "\x01"}}}},
      {"m0.test", {.message = fake::DnsMessage::kWrongQuestion}},
      {"m1.test", {.message = fake::DnsMessage::kPointerLoop}},
      {"m2.test", {.message = fake::DnsMessage::kDataTooLong}},
      {"m3.test", {.message = fake::DnsMessage::kCut}},
      {"m4.test", {.message = fake::DnsMessage::kGarbage}},
      {"m5.test", {.message = fake::DnsMessage::kForgedFirst}},
  };
  return zone;
}

void CheckReply(std::string_view query, std::string_view reply) {
  Require(reply.size() >= 12);
  Require(reply.substr(0, 2) == query.substr(0, 2));
  Require((static_cast<unsigned char>(reply[2]) & 0x80U) != 0);
  const bool repeats_question = reply[5] == 1;
  if (repeats_question) {
    const std::size_t end = query.find('\0', 12) + 5;
    Require(reply.substr(12, end - 12) == query.substr(12, end - 12));
  }
}

// Whether the answer was meant to be wrong.
bool Spoiled(const fake::Transcript& transcript) {
  for (const auto& [seq, event] : transcript.Events()) {
    const auto* seen = std::get_if<fake::DnsEvent>(&event);
    if (seen != nullptr && !seen->faults.empty()) {
      return true;
    }
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  static const fake::SecretFinder secrets({.passwords = {"correct horse"}});
  const fake::DnsOptions options;
  for (const auto transport :
       {fake::DnsTransport::kUdp, fake::DnsTransport::kTcp}) {
    fake::Transcript transcript;
    fake::Responder responder(TestZone(), transcript, secrets, options);
    const auto reply = responder.Respond(query, transport);
    if (reply && !Spoiled(transcript)) {
      CheckReply(query, reply->bytes);
    }
    for (const auto& [seq, event] : transcript.Events()) {
      const auto* seen = std::get_if<fake::DnsEvent>(&event);
      Require(seen == nullptr ||
              seen->name.find("correct horse") == std::string::npos);
    }
    (void)transcript.ToJson("fuzz", 0);
  }
  return 0;
}
