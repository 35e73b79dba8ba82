// SPDX-License-Identifier: Apache-2.0
//
// DNS names and resource records: as text for people, as bytes for the wire.

#ifndef FAKE_SERVERS_DNS_RECORD_H_
#define FAKE_SERVERS_DNS_RECORD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "world/world.h"

namespace fake {

// Spec: RFC 1035 3.2.2 and 3.2.3, RFC 3596, RFC 2782, RFC 6891.
namespace dns_type {
inline constexpr std::uint16_t kA = 1;
inline constexpr std::uint16_t kNs = 2;
inline constexpr std::uint16_t kCname = 5;
inline constexpr std::uint16_t kSoa = 6;
inline constexpr std::uint16_t kTxt = 16;
inline constexpr std::uint16_t kAaaa = 28;
inline constexpr std::uint16_t kSrv = 33;
inline constexpr std::uint16_t kOpt = 41;
}  // namespace dns_type

// `SRV`; `TYPE65280` for a type without a name here (RFC 3597).
[[nodiscard]] std::string DnsTypeName(std::uint16_t type);

// One record of an answer.
struct DnsRecord {
  std::string owner;  // Lower case, without final dot.
  std::uint16_t type = 0;
  std::string data;  // RDATA, uncompressed.
  std::string text;  // `10 0 443 mail.corp.test`
  std::uint32_t ttl_seconds = 60;
};

// `name` in the wire format. REQUIRES: each label has 1 to 63 bytes. The root
// is `.` or nothing.
[[nodiscard]] std::string EncodeName(const std::string& name);

// REQUIRES: `address` is a literal of the family.
[[nodiscard]] DnsRecord AddressRecord(const std::string& owner,
                                      std::uint16_t type,
                                      const std::string& address);
[[nodiscard]] DnsRecord SrvRecordOf(const std::string& owner,
                                    const SrvRecord& srv);
[[nodiscard]] DnsRecord CnameRecord(const std::string& owner,
                                    const std::string& target);
// REQUIRES: at most 255 bytes.
[[nodiscard]] DnsRecord TxtRecord(const std::string& owner,
                                  const std::string& text);
// A record whose data is `raw`'s, whatever its type wants.
[[nodiscard]] DnsRecord RawRecordOf(const std::string& owner,
                                    const RawRecord& raw);
[[nodiscard]] DnsRecord NsRecord(const std::string& zone);
// Says who is to be believed that there is nothing (RFC 2308).
[[nodiscard]] DnsRecord SoaRecord(const std::string& zone);

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_RECORD_H_
