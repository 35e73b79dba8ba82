// SPDX-License-Identifier: Apache-2.0
//
// What the world's name servers know, and what is wrong with them.

#ifndef FAKE_SERVERS_WORLD_ZONE_H_
#define FAKE_SERVERS_WORLD_ZONE_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fake {

using Milliseconds = std::chrono::milliseconds;

struct SrvRecord {
  std::uint16_t priority = 0;
  std::uint16_t weight = 0;
  std::uint16_t port = 0;
  std::string target;  // Without final dot; "." stays ".".
};

enum class DnsFault {
  kNone,
  kNxdomain,
  kNodata,
  kServfail,
  kRefused,
  kFormerr,
  kNotimp,
  kLame,       // A referral to servers that nobody reaches, and no answer.
  kCnameLoop,  // The name is an alias of itself.
  kSilent,
};

// What a query that speaks EDNS gets.
enum class DnsEdns { kSpoken, kFormerr, kNotimp, kSilent };

// What is wrong with the message that carries an answer.
enum class DnsMessage {
  kRight,
  kWrongId,
  kWrongQuestion,
  kForgedFirst,  // One with a wrong id and no records, then the right one.
  kDuplicate,
  kCut,
  kCountTooHigh,
  kPointerLoop,
  kDataTooLong,
  kNotAResponse,
  kGarbage,
  kEmpty,
};

// A record whose data the file gives byte by byte, right or not.
struct RawRecord {
  std::uint16_t type = 0;
  std::string data;
};

// What the resolver knows of one name. Records of hosts are merged in by the
// loader, so a Zone entry is all there is to say.
struct DnsName {
  std::vector<std::string> a;
  std::vector<std::string> aaaa;
  std::vector<SrvRecord> srv;
  std::vector<std::string> txt;
  std::vector<RawRecord> raw;
  std::string cname;
  std::uint32_t ttl_seconds = 60;
  DnsFault fault = DnsFault::kNone;
  DnsEdns edns = DnsEdns::kSpoken;
  DnsMessage message = DnsMessage::kRight;
  Milliseconds delay{0};
  bool truncate = false;
  // What the second answer, the third and so on are made of instead, counted
  // for each type of question; the last repeats.
  std::vector<DnsName> then;
};

// Keys are lower case, without final dot.
using Zone = std::map<std::string, DnsName>;

enum class NameServer {
  kAlive,
  kDead,    // Takes queries and never answers.
  kClosed,  // Nothing listens there.
};

enum class DnsTcp { kAccept, kRefused, kSilent };

// How the client's machine finds its names.
struct Resolver {
  std::vector<NameServer> servers = {NameServer::kAlive};
  std::vector<std::string> search;
  DnsTcp tcp = DnsTcp::kAccept;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_ZONE_H_
