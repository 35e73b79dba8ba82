// SPDX-License-Identifier: Apache-2.0

#include "dns/resolve.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

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

std::vector<DnsRecord> RecordsOf(const DnsName& entry, const std::string& owner,
                                 std::uint16_t type) {
  std::vector<DnsRecord> records;
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
    case DnsFault::kNone:
    case DnsFault::kNodata:
      break;
  }
  return Nothing(std::move(so_far), name, Rcode::kNoError);
}

}  // namespace

Resolution Resolve(const Zone& zone, const std::string& name,
                   std::uint16_t type) {
  Resolution so_far;
  std::string at = name;
  for (int hops = 0; hops <= kCnamesMax; ++hops) {
    const auto found = zone.find(at);
    if (found == zone.end()) {
      return Nothing(
          std::move(so_far), at,
          HasNamesBelow(zone, at) ? Rcode::kNoError : Rcode::kNxDomain);
    }
    const DnsName& entry = found->second;
    so_far.delay += entry.delay;
    so_far.truncate |= entry.truncate;
    if (entry.fault != DnsFault::kNone) {
      return Faulty(std::move(so_far), at, entry.fault);
    }
    if (entry.cname.empty()) {
      std::vector<DnsRecord> records = RecordsOf(entry, at, type);
      if (records.empty()) {
        return Nothing(std::move(so_far), at, Rcode::kNoError);
      }
      std::ranges::move(records, std::back_inserter(so_far.response.answers));
      return so_far;
    }
    so_far.response.answers.push_back(CnameRecord(at, entry.cname));
    if (type == dns_type::kCname) {
      return so_far;
    }
    at = entry.cname;
  }
  so_far.response = {.rcode = Rcode::kServFail};  // A loop, or as good as one.
  return so_far;
}

}  // namespace fake
