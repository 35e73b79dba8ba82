// SPDX-License-Identifier: Apache-2.0

#include "driver/dns_reply.h"

#include <algorithm>
#include <array>
#include <memory>

#include <ares.h>
#include <arpa/inet.h>
#include <netinet/in.h>

namespace autodiscover::driver {
namespace {

std::string NumericAddress(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* bytes = nullptr;
  if (address.sa_family == AF_INET) {
    bytes = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  } else if (address.sa_family == AF_INET6) {
    bytes = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  }
  if (bytes == nullptr || inet_ntop(address.sa_family, bytes, text.data(),
                                    text.size()) == nullptr) {
    return "";
  }
  return text.data();
}

}  // namespace

DnsProblem ProblemFromStatus(int ares_status) {
  switch (ares_status) {
    case ARES_ENOTFOUND:
      return {.why = "NXDOMAIN", .failed = false};
    case ARES_ENODATA:
      return {.why = "NODATA", .failed = false};
    case ARES_ESERVFAIL:
      return {.why = "SERVFAIL", .failed = true};
    case ARES_EREFUSED:
      return {.why = "REFUSED", .failed = true};
    case ARES_EFORMERR:
      return {.why = "FORMERR", .failed = true};
    case ARES_ENOTIMP:
      return {.why = "NOTIMP", .failed = true};
    case ARES_ETIMEOUT:
      return {.why = "timed out", .failed = true};
    case ARES_ECONNREFUSED:
      // With several servers c-ares does not say what each of them answered.
      return {.why = "no name server could be used", .failed = true};
    case ARES_EBADRESP:
      return {.why = "malformed answer", .failed = true};
    case ARES_EBADNAME:
      return {.why = "not a name that DNS can hold", .failed = false};
    default:
      return {.why = ares_strerror(ares_status), .failed = true};
  }
}

core::SrvAnswer SrvFromReply(int ares_status,
                             std::span<const unsigned char> reply) {
  ares_srv_reply* first = nullptr;
  if (ares_status == ARES_SUCCESS) {
    ares_status = ares_parse_srv_reply(reply.data(),
                                       static_cast<int>(reply.size()), &first);
  }
  const std::unique_ptr<ares_srv_reply, void (*)(void*)> owner(first,
                                                               ares_free_data);
  core::SrvAnswer answer;
  if (ares_status != ARES_SUCCESS) {
    const DnsProblem problem = ProblemFromStatus(ares_status);
    answer.why = problem.why;
    answer.failed = problem.failed;
    return answer;
  }
  for (const ares_srv_reply* record = first; record != nullptr;
       record = record->next) {
    const std::string target = record->host;
    answer.records.push_back({.priority = record->priority,
                              .weight = record->weight,
                              .port = record->port,
                              // c-ares gives the root name as an empty text.
                              .target = target.empty() ? "." : target});
  }
  if (answer.records.empty()) {
    answer.why = "NODATA";
  }
  return answer;
}

AddressAnswer AddressesFromInfo(int ares_status, const ares_addrinfo* info) {
  AddressAnswer answer;
  if (ares_status != ARES_SUCCESS) {
    const DnsProblem problem = ProblemFromStatus(ares_status);
    answer.why = problem.why;
    answer.failed = problem.failed;
    return answer;
  }
  for (const ares_addrinfo_node* node = info != nullptr ? info->nodes : nullptr;
       node != nullptr; node = node->ai_next) {
    if (std::string address = NumericAddress(*node->ai_addr);
        !address.empty()) {
      const std::chrono::seconds lives(std::max(node->ai_ttl, 0));
      answer.lives =
          answer.addresses.empty() ? lives : std::min(answer.lives, lives);
      answer.addresses.push_back(std::move(address));
    }
  }
  for (const ares_addrinfo_cname* alias = info != nullptr ? info->cnames
                                                          : nullptr;
       alias != nullptr; alias = alias->next) {
    if (alias->name != nullptr && alias->alias != nullptr) {
      answer.aliases.emplace_back(alias->name);
    }
  }
  if (answer.addresses.empty()) {
    answer.why = "NODATA";
  }
  return answer;
}

}  // namespace autodiscover::driver
