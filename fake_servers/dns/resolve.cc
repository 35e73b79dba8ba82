// SPDX-License-Identifier: Apache-2.0

#include "dns/resolve.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "world/dns_reader.h"

namespace fake {
namespace {

// Resolvers give up on long chains; BIND after 16.
constexpr int kCnamesMax = 16;

// True if some name with an answer lies below `name`: then `name` is there too,
// with nothing of its own (an empty non-terminal, RFC 8020).
bool HasNamesBelow(const Zone& zone, const std::string& name) {
  return std::ranges::any_of(zone, [&name](const auto& entry) {
    const std::string_view below = entry.first;
    return entry.second.fault != DnsFault::kNxdomain &&
           (name == "." ||
            (below.size() > name.size() && below.ends_with(name) &&
             below[below.size() - name.size() - 1] == '.'));
  });
}

bool Exists(const Zone& zone, const std::string& name) {
  const auto found = zone.find(name);
  return (found != zone.end() && found->second.fault != DnsFault::kNxdomain) ||
         HasNamesBelow(zone, name);
}

using Entry = Zone::value_type;

// What the zone has for `name`: its own entry, or the `*` below the closest
// name above it that is there.
const Entry* FindEntry(const Zone& zone, const std::string& name) {
  const auto found = zone.find(name);
  if (found != zone.end()) {
    return &*found;
  }
  if (HasNamesBelow(zone, name)) {
    return nullptr;
  }
  for (std::size_t dot = name.find('.'); dot != std::string::npos;
       dot = name.find('.', dot + 1)) {
    const std::string above = name.substr(dot + 1);
    const auto wildcard = zone.find("*." + above);
    if (wildcard != zone.end()) {
      return &*wildcard;
    }
    if (Exists(zone, above)) {
      return nullptr;
    }
  }
  return nullptr;
}

std::vector<DnsRecord> RecordsOf(const DnsName& entry, const std::string& owner,
                                 std::uint16_t type) {
  std::vector<DnsRecord> records;
  for (const RawRecord& raw : entry.raw) {
    if (raw.type == type) {
      records.push_back(RawRecordOf(owner, raw));
    }
  }
  if (type == dns_type::kA || type == dns_type::kAaaa) {
    for (const auto& address : type == dns_type::kA ? entry.a : entry.aaaa) {
      records.push_back(AddressRecord(owner, type, address));
    }
  }
  if (type == dns_type::kSrv) {
    for (const SrvRecord& srv : entry.srv) {
      records.push_back(SrvRecordOf(owner, srv));
    }
  }
  if (type == dns_type::kTxt) {
    for (const std::string& text : entry.txt) {
      records.push_back(TxtRecord(owner, text));
    }
  }
  for (DnsRecord& record : records) {
    record.ttl_seconds = entry.ttl_seconds;
  }
  return records;
}

// Ends `so_far` with "there is nothing", as the zone of `name` would.
Resolution Nothing(Resolution so_far, const std::string& name, Rcode rcode) {
  so_far.response.rcode = rcode;
  const std::size_t dot = name.rfind('.');
  // A name with an escape in it is nobody's: the root speaks.
  const bool odd = name.find('\\') != std::string::npos;
  so_far.response.authority = {SoaRecord(
      odd ? "" : name.substr(dot == std::string::npos ? 0 : dot + 1))};
  return so_far;
}

// Ends `so_far` with what the name's fault says.
Resolution Faulty(Resolution so_far, const std::string& name, DnsFault fault) {
  switch (fault) {
    case DnsFault::kNxdomain:
      return Nothing(std::move(so_far), name, Rcode::kNxDomain);
    case DnsFault::kSilent:
      so_far.silent = true;
      return so_far;
    case DnsFault::kServfail:
      so_far.response = {.rcode = Rcode::kServFail};
      return so_far;
    case DnsFault::kRefused:
      so_far.response = {.rcode = Rcode::kRefused};
      return so_far;
    case DnsFault::kFormerr:
      so_far.response = {.rcode = Rcode::kFormErr};
      return so_far;
    case DnsFault::kNotimp:
      so_far.response = {.rcode = Rcode::kNotImp};
      return so_far;
    case DnsFault::kLame:
      so_far.response = {.recursion_available = false,
                         .authority = {NsRecord(name)}};
      return so_far;
    case DnsFault::kCnameLoop:
      so_far.response.answers.push_back(CnameRecord(name, name));
      return so_far;
    case DnsFault::kNone:
    case DnsFault::kNodata:
      break;
  }
  return Nothing(std::move(so_far), name, Rcode::kNoError);
}

// The entry as it is now: it may change from answer to answer.
const DnsName& Now(const Entry& found, const DnsAsked& asked,
                   Resolution& so_far) {
  const auto& [name, entry] = found;
  if (entry.then.empty()) {
    return entry;
  }
  so_far.counted.push_back(name);
  const std::size_t answered = asked.answered(name);
  if (answered == 0) {
    return entry;
  }
  so_far.faults.push_back(name + " then");
  return entry.then[std::min(answered, entry.then.size()) - 1];
}

// What is wrong with the answers of one name, beside its records.
void TakeFaults(const DnsName& entry, const std::string& name,
                const DnsAsked& asked, Resolution& so_far) {
  const auto fired = [&](const std::string& what) {
    so_far.faults.push_back(name + ' ' + what);
  };
  so_far.delay += entry.delay;
  if (entry.truncate) {
    so_far.truncate = true;
    fired("truncate");
  }
  if (entry.message != DnsMessage::kRight) {
    so_far.message = entry.message;
    fired("message " + DnsWord(entry.message));
  }
  if (entry.fault != DnsFault::kNone) {
    fired("answer " + DnsWord(entry.fault));
  }
  if (asked.edns && entry.edns != DnsEdns::kSpoken) {
    fired("edns " + DnsWord(entry.edns));
  }
}

// Nothing: EDNS is spoken, or was not asked.
std::optional<DnsFault> EdnsFault(const DnsName& entry, const DnsAsked& asked) {
  if (!asked.edns) {
    return std::nullopt;
  }
  switch (entry.edns) {
    case DnsEdns::kFormerr:
      return DnsFault::kFormerr;
    case DnsEdns::kNotimp:
      return DnsFault::kNotimp;
    case DnsEdns::kSilent:
      return DnsFault::kSilent;
    case DnsEdns::kSpoken:
      break;
  }
  return std::nullopt;
}

}  // namespace

Resolution Resolve(const Zone& zone, const DnsAsked& asked) {
  Resolution so_far;
  std::string at = asked.name;
  for (int hops = 0; hops <= kCnamesMax; ++hops) {
    const Entry* found = FindEntry(zone, at);
    if (found == nullptr) {
      return Nothing(
          std::move(so_far), at,
          HasNamesBelow(zone, at) ? Rcode::kNoError : Rcode::kNxDomain);
    }
    const DnsName& entry = Now(*found, asked, so_far);
    TakeFaults(entry, found->first, asked, so_far);
    const DnsFault fault = EdnsFault(entry, asked).value_or(entry.fault);
    if (fault != DnsFault::kNone) {
      return Faulty(std::move(so_far), at, fault);
    }
    if (entry.cname.empty()) {
      std::vector<DnsRecord> records = RecordsOf(entry, at, asked.type);
      if (records.empty()) {
        return Nothing(std::move(so_far), at, Rcode::kNoError);
      }
      std::ranges::move(records, std::back_inserter(so_far.response.answers));
      return so_far;
    }
    DnsRecord alias = CnameRecord(at, entry.cname);
    alias.ttl_seconds = entry.ttl_seconds;
    so_far.response.answers.push_back(std::move(alias));
    if (asked.type == dns_type::kCname) {
      return so_far;
    }
    at = entry.cname;
  }
  so_far.response = {.rcode = Rcode::kServFail};  // A loop, or as good as one.
  return so_far;
}

}  // namespace fake
