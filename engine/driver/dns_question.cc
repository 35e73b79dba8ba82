// SPDX-License-Identifier: Apache-2.0
//
// One question at a time, and the whole answer to it.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include <ares.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <poll.h>
#include <resolv.h>

#include "autodiscover/probe.h"

#include "base/strings.h"
#include "driver/cares_channel.h"
#include "driver/dns_reply.h"

namespace autodiscover {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLimit{3'000};

using Bytes = std::span<const unsigned char>;

struct Lookup {
  DnsFact& fact;
  int type;
  bool done = false;
};

int NumberOf(RecordType type) {
  switch (type) {
    case RecordType::kA:
      return ns_t_a;
    case RecordType::kAaaa:
      return ns_t_aaaa;
    case RecordType::kCname:
      return ns_t_cname;
    case RecordType::kSrv:
      return ns_t_srv;
  }
  return ns_t_a;
}

const char* NameOf(RecordType type) {
  switch (type) {
    case RecordType::kA:
      return "A";
    case RecordType::kAaaa:
      return "AAAA";
    case RecordType::kCname:
      return "CNAME";
    case RecordType::kSrv:
      return "SRV";
  }
  return "";
}

unsigned Number(Bytes bytes) {
  unsigned number = 0;
  for (const unsigned char byte : bytes) {
    number = number << 8U | byte;
  }
  return number;
}

// A record of the answer. Both are part of the message, into which names point.
struct Record {
  int type = 0;
  std::chrono::seconds ttl{0};
  Bytes data;
};

// The name that `data` begins with.
std::string NameAt(Bytes message, Bytes data) {
  std::array<char, NS_MAXDNAME> name{};
  if (dn_expand(message.data(), message.data() + message.size(), data.data(),
                name.data(), static_cast<int>(name.size())) < 0) {
    return "";
  }
  const std::string text = ToAsciiLower(name.data());
  return text.empty() ? "." : text;
}

std::string DataOf(Bytes message, const Record& record) {
  const Bytes data = record.data;
  const bool ipv4 = record.type == ns_t_a && data.size() == 4;
  const bool ipv6 = record.type == ns_t_aaaa && data.size() == 16;
  if (ipv4 || ipv6) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(ipv4 ? AF_INET : AF_INET6, data.data(), text.data(), text.size());
    return text.data();
  }
  if (record.type == ns_t_cname && !data.empty()) {
    return NameAt(message, data);
  }
  if (record.type == ns_t_srv && data.size() > 6) {
    return StrCat(Number(data.subspan(0, 2)), " ", Number(data.subspan(2, 2)),
                  " ", Number(data.subspan(4, 2)), " ",
                  NameAt(message, data.subspan(6)));
  }
  return "";
}

// Takes the name at the head of `rest`; false: there is none.
bool SkipName(Bytes& rest) {
  const int size =
      rest.empty() ? -1 : dn_skipname(rest.data(), rest.data() + rest.size());
  if (size < 0) {
    return false;
  }
  rest = rest.subspan(static_cast<std::size_t>(size));
  return true;
}

// The next record of `rest`; nothing where the message ends too early.
std::optional<Record> TakeRecord(Bytes& rest) {
  constexpr std::size_t kHead = NS_RRFIXEDSZ;
  if (!SkipName(rest) || rest.size() < kHead) {
    return std::nullopt;
  }
  Record record{.type = static_cast<int>(Number(rest.subspan(0, 2))),
                .ttl = std::chrono::seconds(Number(rest.subspan(4, 4)))};
  const std::size_t size = Number(rest.subspan(8, 2));
  rest = rest.subspan(kHead);
  if (rest.size() < size) {
    return std::nullopt;
  }
  record.data = rest.first(size);
  rest = rest.subspan(size);
  return record;
}

// Spec: RFC 1035, 4.1. What cannot be read is left out.
void Read(Bytes message, Lookup& asked) {
  if (message.size() < NS_HFIXEDSZ) {
    return;
  }
  Bytes rest = message.subspan(NS_HFIXEDSZ);
  if (Number(message.subspan(4, 2)) != 1 || !SkipName(rest) ||
      rest.size() < NS_QFIXEDSZ) {
    return;
  }
  rest = rest.subspan(NS_QFIXEDSZ);
  for (unsigned left = Number(message.subspan(6, 2)); left > 0; --left) {
    const std::optional<Record> record = TakeRecord(rest);
    if (!record) {
      return;
    }
    std::string data = DataOf(message, *record);
    if (record->type == asked.type && !data.empty()) {
      std::chrono::seconds& ttl = asked.fact.ttl;
      ttl =
          asked.fact.answers.empty() ? record->ttl : std::min(ttl, record->ttl);
      asked.fact.answers.push_back(std::move(data));
    } else if (record->type == ns_t_cname && !data.empty()) {
      asked.fact.aliases.push_back(std::move(data));
    }
  }
}

void OnReply(void* context, int status, int /*timeouts*/, unsigned char* reply,
             int size) {
  auto& asked = *static_cast<Lookup*>(context);
  asked.done = true;
  if (status == ARES_ECANCELLED || status == ARES_EDESTRUCTION) {
    asked.fact.rcode = "timed out";
    return;
  }
  asked.fact.rcode = driver::RcodeOf(
      status == ARES_SUCCESS ? "" : driver::ProblemFromStatus(status).why);
  // An alias that leads nowhere comes with NXDOMAIN.
  if (reply != nullptr) {
    Read({reply, static_cast<std::size_t>(size)}, asked);
  }
}

using Watched = std::array<pollfd, ARES_GETSOCK_MAXNUM>;

// What the channel waits for.
Watched WatchedOf(ares_channel channel) {
  std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
  const auto mask = static_cast<unsigned>(
      ares_getsock(channel, sockets.data(), ARES_GETSOCK_MAXNUM));
  Watched watched{};
  for (unsigned i = 0; i < watched.size(); ++i) {
    const bool reads = ARES_GETSOCK_READABLE(mask, i) != 0U;
    const bool writes = ARES_GETSOCK_WRITABLE(mask, i) != 0U;
    watched.at(i) = {.fd = reads || writes ? sockets.at(i) : -1,
                     .events = static_cast<short>((reads ? POLLIN : 0) |
                                                  (writes ? POLLOUT : 0)),
                     .revents = 0};
  }
  return watched;
}

// Until there is an answer, or no time.
void Wait(ares_channel channel, const Lookup& asked) {
  const auto end = std::chrono::steady_clock::now() + kLimit;
  while (!asked.done && std::chrono::steady_clock::now() < end) {
    Watched watched = WatchedOf(channel);
    constexpr int kLookMilliseconds = 50;
    poll(watched.data(), watched.size(), kLookMilliseconds);
    for (const pollfd& one : watched) {
      ares_process_fd(channel,
                      (one.revents & ~POLLOUT) != 0 ? one.fd : ARES_SOCKET_BAD,
                      (one.revents & POLLOUT) != 0 ? one.fd : ARES_SOCKET_BAD);
    }
  }
}

}  // namespace

DnsFact AskDns(const Network& network, const std::string& name,
               RecordType type) {
  DnsFact fact{.name = name, .type = NameOf(type), .rcode = "timed out"};
  Lookup asked{.fact = fact, .type = NumberOf(type)};
  // Its end ends the question, which uses what stands above.
  const driver::CaresChannel channel(network.name_servers);
  if (channel.get() == nullptr) {
    fact.rcode = channel.error();
    return fact;
  }
  ares_query(channel.get(), name.c_str(), ns_c_in, NumberOf(type), OnReply,
             &asked);
  Wait(channel.get(), asked);
  ares_cancel(channel.get());
  return fact;
}

}  // namespace autodiscover
