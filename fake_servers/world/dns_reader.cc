// SPDX-License-Identifier: Apache-2.0

#include "world/dns_reader.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "world/dns_records.h"
#include "world/names.h"
#include "world/scalars.h"

namespace fake {
namespace {

constexpr long kTimesMax = 1000;
constexpr long kTtlMax = 0x7FFFFFFF;  // RFC 2181 8

const Words<DnsFault>& FaultWords() {
  static const Words<DnsFault> known = {
      {"nxdomain", DnsFault::kNxdomain}, {"nodata", DnsFault::kNodata},
      {"servfail", DnsFault::kServfail}, {"refused", DnsFault::kRefused},
      {"formerr", DnsFault::kFormerr},   {"notimp", DnsFault::kNotimp},
      {"lame", DnsFault::kLame},         {"cname-loop", DnsFault::kCnameLoop},
      {"silent", DnsFault::kSilent},
  };
  return known;
}

const Words<DnsEdns>& EdnsWords() {
  static const Words<DnsEdns> known = {
      {"formerr", DnsEdns::kFormerr},
      {"notimp", DnsEdns::kNotimp},
      {"silent", DnsEdns::kSilent},
  };
  return known;
}

const Words<DnsMessage>& MessageWords() {
  static const Words<DnsMessage> known = {
      {"wrong-id", DnsMessage::kWrongId},
      {"wrong-question", DnsMessage::kWrongQuestion},
      {"forged-first", DnsMessage::kForgedFirst},
      {"duplicate", DnsMessage::kDuplicate},
      {"cut", DnsMessage::kCut},
      {"count-too-high", DnsMessage::kCountTooHigh},
      {"pointer-loop", DnsMessage::kPointerLoop},
      {"data-too-long", DnsMessage::kDataTooLong},
      {"not-a-response", DnsMessage::kNotAResponse},
      {"garbage", DnsMessage::kGarbage},
      {"empty", DnsMessage::kEmpty},
  };
  return known;
}

template <typename T>
std::string WordFor(const Words<T>& words, T value) {
  for (const auto& [word, known] : words) {
    if (known == value) {
      return word;
    }
  }
  return "";
}

void ReadStep(const Cursor& at, DnsName& out);

FieldTable<DnsName> MakeDnsFields() {
  return {
      {"a", [](const Cursor& at,
               DnsName& out) { ReadAddresses(at, Family::kIpv4, out.a); }},
      {"aaaa",
       [](const Cursor& at, DnsName& out) {
         ReadAddresses(at, Family::kIpv6, out.aaaa);
       }},
      {"srv",
       [](const Cursor& at, DnsName& out) {
         at.ForEachItem("a list of SRV records",
                        [&out](const Cursor& item) { ReadSrv(item, out); });
       }},
      {"cname", ReadCname},
      {"txt", ReadTxt},
      {"raw",
       [](const Cursor& at, DnsName& out) {
         at.ForEachItem("a list of \"TYPE HEX\"",
                        [&out](const Cursor& item) { ReadRaw(item, out); });
       }},
      {"times", nullptr},  // Once all records are there.
      {"ttl",
       [](const Cursor& at, DnsName& out) {
         if (const auto seconds = ReadNumber(at, 0, kTtlMax)) {
           out.ttl_seconds = static_cast<std::uint32_t>(*seconds);
         }
       }},
      {"answer",
       [](const Cursor& at, DnsName& out) {
         Store(ReadWord(at, FaultWords()), out.fault);
       }},
      {"delay", [](const Cursor& at,
                   DnsName& out) { Store(ReadDuration(at), out.delay); }},
      {"truncate", [](const Cursor& at,
                      DnsName& out) { Store(ReadBool(at), out.truncate); }},
      {"edns",
       [](const Cursor& at, DnsName& out) {
         Store(ReadWord(at, EdnsWords()), out.edns);
       }},
      {"message",
       [](const Cursor& at, DnsName& out) {
         Store(ReadWord(at, MessageWords()), out.message);
       }},
      {"then",
       [](const Cursor& at, DnsName& out) {
         at.ForEachItem("a list of what comes after",
                        [&out](const Cursor& item) { ReadStep(item, out); });
       }},
  };
}

void CheckDnsName(const Cursor& at, const SeenFields& seen) {
  if (at.is_map() && at.node().entries.empty()) {
    at.Complain("says nothing: give records, or `answer: nodata`");
  }
  for (const char* records : {"a", "aaaa", "srv", "cname", "txt", "raw"}) {
    if (!seen.contains(records)) {
      continue;
    }
    if (seen.contains("answer")) {
      seen.at(records).ComplainOfKey(
          "cannot stand beside `answer`, which is what every query gets");
    }
    if (seen.contains("cname") && std::string(records) != "cname") {
      seen.at(records).ComplainOfKey(
          "cannot stand beside `cname`: an alias has no other records");
    }
  }
  if (seen.contains("times") && !seen.contains("a") && !seen.contains("aaaa") &&
      !seen.contains("srv")) {
    seen.at("times").ComplainOfKey(
        "has no meaning without `a`, `aaaa` or `srv`, whose records it "
        "multiplies");
  }
  const auto answer = seen.find("answer");
  if (answer != seen.end() && answer->second.text() == "silent") {
    for (const char* field : {"delay", "truncate", "edns", "message"}) {
      if (seen.contains(field)) {
        seen.at(field).ComplainOfKey("has no meaning beside `answer: silent`");
      }
    }
  }
}

void ReadDnsName(const Cursor& at, DnsName& out) {
  const SeenFields seen =
      ReadFields(at, "a map of records, or an `answer`", DnsFields(), out);
  CheckDnsName(at, seen);
  const auto times = seen.find("times");
  const auto number = times != seen.end()
                          ? ReadNumber(times->second, 1, kTimesMax)
                          : std::nullopt;
  Multiply(out, static_cast<int>(number.value_or(1)));
}

void ReadStep(const Cursor& at, DnsName& out) {
  DnsName step;
  ReadDnsName(at, step);
  if (!step.then.empty()) {
    at.Complain("`then` cannot stand inside `then`: go on in the same list");
  }
  out.then.push_back(std::move(step));
}

}  // namespace

const FieldTable<DnsName>& DnsFields() {
  static const FieldTable<DnsName> table = MakeDnsFields();
  return table;
}

void ReadDns(const Cursor& at, Zone& zone) {
  at.ForEachEntry("a map of names", [&](const std::string& name,
                                        const Cursor& value) {
    if (const auto problem = NameProblem(name, NameKind::kZone)) {
      value.ComplainOfKey("not a name: " + *problem);
      return;
    }
    DnsName records;
    ReadDnsName(value, records);
    if (!zone.emplace(CanonicalName(name), std::move(records)).second) {
      value.ComplainOfKey("the same name is given twice, in another spelling");
    }
  });
}

std::string DnsWord(DnsFault fault) { return WordFor(FaultWords(), fault); }

std::string DnsWord(DnsEdns edns) { return WordFor(EdnsWords(), edns); }

std::string DnsWord(DnsMessage message) {
  return WordFor(MessageWords(), message);
}

}  // namespace fake
