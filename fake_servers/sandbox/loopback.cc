// SPDX-License-Identifier: Apache-2.0
//
// Spec: rtnetlink(7), RTM_NEWADDR.

#include "sandbox/loopback.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <arpa/inet.h>
#include <linux/if_addr.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/types.h>

#include "wire/unique_fd.h"

namespace fake {
namespace {

constexpr std::size_t kAddressBytesMax = sizeof(in6_addr);

struct BinaryAddress {
  unsigned char family = AF_UNSPEC;
  std::array<unsigned char, kAddressBytesMax> bytes{};
  std::size_t size = 0;
};

std::optional<BinaryAddress> Parse(const std::string& text) {
  BinaryAddress address;
  if (inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1) {
    address.family = AF_INET;
    address.size = sizeof(in_addr);
    return address;
  }
  if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) {
    address.family = AF_INET6;
    address.size = sizeof(in6_addr);
    return address;
  }
  return std::nullopt;
}

void Append(std::vector<unsigned char>& message, const void* data,
            std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  message.insert(message.end(), bytes, bytes + size);
}

void AppendAttribute(std::vector<unsigned char>& message, std::uint16_t type,
                     const BinaryAddress& address) {
  const rtattr header{
      .rta_len = static_cast<std::uint16_t>(RTA_LENGTH(address.size)),
      .rta_type = type};
  Append(message, &header, sizeof header);
  Append(message, address.bytes.data(), address.size);
}

std::vector<unsigned char> NewAddressMessage(const BinaryAddress& address,
                                             unsigned int interface) {
  // IFA_LOCAL and IFA_ADDRESS are the same where there is no peer.
  std::vector<unsigned char> attributes;
  AppendAttribute(attributes, IFA_LOCAL, address);
  AppendAttribute(attributes, IFA_ADDRESS, address);

  const nlmsghdr header{
      .nlmsg_len = static_cast<std::uint32_t>(NLMSG_LENGTH(sizeof(ifaddrmsg)) +
                                              attributes.size()),
      .nlmsg_type = RTM_NEWADDR,
      .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL};
  const ifaddrmsg body{
      .ifa_family = address.family,
      .ifa_prefixlen = static_cast<unsigned char>(address.size * 8),
      // Without it an IPv6 address cannot be bound for the first second.
      .ifa_flags = IFA_F_NODAD | IFA_F_PERMANENT,
      .ifa_scope = RT_SCOPE_UNIVERSE,
      .ifa_index = interface};
  std::vector<unsigned char> message;
  Append(message, &header, sizeof header);
  Append(message, &body, sizeof body);
  Append(message, attributes.data(), attributes.size());
  return message;
}

// The errno that the kernel answers with, 0 for success.
int Ask(int netlink, const std::vector<unsigned char>& message) {
  if (send(netlink, message.data(), message.size(), 0) < 0) {
    return errno;
  }
  struct {
    nlmsghdr header;
    nlmsgerr error;
    std::array<unsigned char, 512> request;  // The kernel quotes it.
  } answer{};
  const ssize_t size = recv(netlink, &answer, sizeof answer, 0);
  if (size < 0) {
    return errno;
  }
  if (static_cast<std::size_t>(size) < NLMSG_LENGTH(sizeof(nlmsgerr)) ||
      answer.header.nlmsg_type != NLMSG_ERROR) {
    return EPROTO;
  }
  return -answer.error.error;
}

std::string WhyNotAdded(const std::string& address, int error) {
  std::string text = "cannot give the private network the address " + address +
                     ": " + std::generic_category().message(error);
  if (address.find(':') != std::string::npos &&
      (error == EOPNOTSUPP || error == EACCES || error == EAFNOSUPPORT)) {
    text +=
        "; this kernel has IPv6 switched off "
        "(sysctl net.ipv6.conf.default.disable_ipv6)";
  }
  return text;
}

}  // namespace

std::optional<std::string> AddToLoopback(
    const std::vector<std::string>& addresses) {
  const UniqueFd netlink(
      socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
  const unsigned int interface = if_nametoindex("lo");
  if (!netlink.valid() || interface == 0) {
    return "cannot reach the loopback interface of the private network: " +
           std::generic_category().message(errno);
  }
  for (const std::string& text : addresses) {
    const std::optional<BinaryAddress> address = Parse(text);
    if (!address) {
      return "not an IP address: " + text;
    }
    const int error =
        Ask(netlink.get(), NewAddressMessage(*address, interface));
    if (error != 0 && error != EEXIST) {
      return WhyNotAdded(text, error);
    }
  }
  return std::nullopt;
}

}  // namespace fake
