// SPDX-License-Identifier: Apache-2.0

#include "dns/record.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>
#include <utility>

#include <arpa/inet.h>

#include "dns/wire.h"

namespace fake {
namespace {

constexpr std::uint32_t kNegativeTtlSeconds = 60;

using KnownType = std::pair<std::uint16_t, const char*>;

constexpr std::array<KnownType, 13> kKnownTypes = {{
    {dns_type::kA, "A"},
    {dns_type::kNs, "NS"},
    {dns_type::kCname, "CNAME"},
    {dns_type::kSoa, "SOA"},
    {12, "PTR"},
    {15, "MX"},
    {dns_type::kTxt, "TXT"},
    {dns_type::kAaaa, "AAAA"},
    {dns_type::kSrv, "SRV"},
    {64, "SVCB"},
    {65, "HTTPS"},
    {255, "ANY"},
    {257, "CAA"},
}};

}  // namespace

std::string DnsTypeName(std::uint16_t type) {
  const auto* found = std::ranges::find(kKnownTypes, type, &KnownType::first);
  return found != kKnownTypes.end() ? found->second
                                    : "TYPE" + std::to_string(type);
}

std::string EncodeName(const std::string& name) {
  std::string out;
  std::string_view rest = name;
  while (!rest.empty() && rest != ".") {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    assert(dot >= 1 && dot <= 63);
    AppendU8(out, static_cast<unsigned>(dot));
    out.append(rest.substr(0, dot));
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  AppendU8(out, 0);
  return out;
}

DnsRecord AddressRecord(const std::string& owner, std::uint16_t type,
                        const std::string& address) {
  const bool four = type == dns_type::kA;
  std::string data(four ? 4 : 16, '\0');
  [[maybe_unused]] const int parsed =
      inet_pton(four ? AF_INET : AF_INET6, address.c_str(), data.data());
  assert(parsed == 1);
  return {
      .owner = owner, .type = type, .data = std::move(data), .text = address};
}

DnsRecord SrvRecordOf(const std::string& owner, const SrvRecord& srv) {
  std::string data;
  AppendU16(data, srv.priority);
  AppendU16(data, srv.weight);
  AppendU16(data, srv.port);
  data += EncodeName(srv.target);
  return {.owner = owner,
          .type = dns_type::kSrv,
          .data = std::move(data),
          .text = std::to_string(srv.priority) + ' ' +
                  std::to_string(srv.weight) + ' ' + std::to_string(srv.port) +
                  ' ' + srv.target};
}

DnsRecord CnameRecord(const std::string& owner, const std::string& target) {
  return {.owner = owner,
          .type = dns_type::kCname,
          .data = EncodeName(target),
          .text = target};
}

DnsRecord TxtRecord(const std::string& owner, const std::string& text) {
  std::string data;
  AppendU8(data, static_cast<unsigned>(text.size()));
  data += text;
  return {.owner = owner,
          .type = dns_type::kTxt,
          .data = std::move(data),
          .text = text};
}

DnsRecord RawRecordOf(const std::string& owner, const RawRecord& raw) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text = "raw";
  text += raw.data.empty() ? "" : " ";
  for (const char c : raw.data) {
    const auto byte = static_cast<unsigned char>(c);
    text += {kHex[byte >> 4U], kHex[byte & 0xFU]};
  }
  return {.owner = owner,
          .type = raw.type,
          .data = raw.data,
          .text = std::move(text)};
}

DnsRecord NsRecord(const std::string& zone) {
  const std::string server = "ns." + zone;
  return {.owner = zone,
          .type = dns_type::kNs,
          .data = EncodeName(server),
          .text = server};
}

DnsRecord SoaRecord(const std::string& zone) {
  const std::string dot_zone = zone.empty() ? "" : "." + zone;
  std::string data =
      EncodeName("ns" + dot_zone) + EncodeName("hostmaster" + dot_zone);
  AppendU32(data, 1);  // serial
  for (const std::uint32_t seconds : {3600U, 600U, 86400U}) {
    AppendU32(data, seconds);  // refresh, retry, expire
  }
  AppendU32(data, kNegativeTtlSeconds);
  return {.owner = zone,
          .type = dns_type::kSoa,
          .data = std::move(data),
          .text = "ns" + dot_zone};
}

}  // namespace fake
