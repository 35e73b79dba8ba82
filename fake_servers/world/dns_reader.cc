// SPDX-License-Identifier: Apache-2.0

#include "world/dns_reader.h"

#include <array>
#include <charconv>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "world/names.h"
#include "world/scalars.h"

namespace fake {
namespace {

constexpr std::size_t kTxtBytesMax = 255;

const Words<DnsFault>& FaultWords() {
  static const Words<DnsFault> known = {
      {"nxdomain", DnsFault::kNxdomain}, {"nodata", DnsFault::kNodata},
      {"servfail", DnsFault::kServfail}, {"refused", DnsFault::kRefused},
      {"silent", DnsFault::kSilent},
  };
  return known;
}

void ReadAddresses(const Cursor& at, Family family,
                   std::vector<std::string>& out) {
  const std::string wanted =
      family == Family::kIpv4 ? "an IPv4 address" : "an IPv6 address";
  at.ForEachItem("a list of addresses", [&](const Cursor& item) {
    const auto address =
        item.is_scalar() ? ParseAddress(item.text()) : std::optional<Address>();
    if (!address || address->family != family) {
      item.Complain("must be " + wanted);
      return;
    }
    out.push_back(address->text);
  });
}

std::optional<std::uint16_t> ParseU16(const std::string& text) {
  std::uint16_t value = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  return parsed.ec == std::errc() && parsed.ptr == end
             ? std::optional<std::uint16_t>(value)
             : std::nullopt;
}

void ReadSrv(const Cursor& at, DnsName& out) {
  const auto text = ReadText(at);
  if (!text) {
    return;
  }
  std::istringstream words(*text);
  std::array<std::string, 5> word;
  for (std::string& one : word) {
    words >> one;
  }
  const auto priority = ParseU16(word[0]);
  const auto weight = ParseU16(word[1]);
  const auto port = ParseU16(word[2]);
  if (!priority || !weight || !port || word[3].empty() || !word[4].empty()) {
    at.Complain(
        "must be \"PRIORITY WEIGHT PORT TARGET\", three numbers from 0 "
        "to 65535 and a name");
    return;
  }
  const auto problem = NameProblem(word[3], NameKind::kDns);
  if (word[3] != "." && problem) {
    at.Complain("the target `" + word[3] + "` is not a name: " + *problem);
    return;
  }
  out.srv.push_back({.priority = *priority,
                     .weight = *weight,
                     .port = *port,
                     .target = CanonicalName(word[3])});
}

void ReadCname(const Cursor& at, DnsName& out) {
  const auto name = ReadText(at);
  if (!name) {
    return;
  }
  if (const auto problem = NameProblem(*name, NameKind::kDns)) {
    at.Complain("not a name: " + *problem);
    return;
  }
  out.cname = CanonicalName(*name);
}

void ReadTxt(const Cursor& at, DnsName& out) {
  out.txt = ReadTexts(at);
  for (const std::string& text : out.txt) {
    if (text.size() > kTxtBytesMax) {
      at.Complain("a text must have at most 255 bytes");
    }
  }
}

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
      {"answer",
       [](const Cursor& at, DnsName& out) {
         Store(ReadWord(at, FaultWords()), out.fault);
       }},
      {"delay", [](const Cursor& at,
                   DnsName& out) { Store(ReadDuration(at), out.delay); }},
      {"truncate", [](const Cursor& at,
                      DnsName& out) { Store(ReadBool(at), out.truncate); }},
  };
}

void CheckDnsName(const Cursor& at, const SeenFields& seen) {
  if (at.is_map() && at.node().entries.empty()) {
    at.Complain("says nothing: give records, or `answer: nodata`");
  }
  for (const char* records : {"a", "aaaa", "srv", "cname", "txt"}) {
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
  const auto answer = seen.find("answer");
  if (answer != seen.end() && answer->second.text() == "silent") {
    for (const char* field : {"delay", "truncate"}) {
      if (seen.contains(field)) {
        seen.at(field).ComplainOfKey("has no meaning beside `answer: silent`");
      }
    }
  }
}

}  // namespace

const FieldTable<DnsName>& DnsFields() {
  static const FieldTable<DnsName> table = MakeDnsFields();
  return table;
}

void ReadDns(const Cursor& at, Zone& zone) {
  at.ForEachEntry("a map of names", [&](const std::string& name,
                                        const Cursor& value) {
    if (const auto problem = NameProblem(name, NameKind::kDns)) {
      value.ComplainOfKey("not a name: " + *problem);
      return;
    }
    DnsName records;
    const SeenFields seen = ReadFields(
        value, "a map of records, or an `answer`", DnsFields(), records);
    CheckDnsName(value, seen);
    if (!zone.emplace(CanonicalName(name), std::move(records)).second) {
      value.ComplainOfKey("the same name is given twice, in another spelling");
    }
  });
}

}  // namespace fake
