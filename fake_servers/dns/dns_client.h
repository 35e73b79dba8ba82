// SPDX-License-Identifier: Apache-2.0
//
// A small DNS client for the tests of this folder: writes queries, reads
// responses, and asks a server over real sockets.

#ifndef FAKE_SERVERS_DNS_DNS_CLIENT_H_
#define FAKE_SERVERS_DNS_DNS_CLIENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dns/sockets.h"

namespace fake {

struct QueryOptions {
  std::uint16_t id = 0x1234;
  std::uint16_t dns_class = 1;
  std::optional<std::uint16_t> edns_payload;
  std::uint8_t edns_version = 0;
};

// A query with RD set. `name` is written label by label, in its case.
std::string MakeQuery(const std::string& name, std::uint16_t type,
                      const QueryOptions& options = {});

struct ReceivedRecord {
  std::string owner;
  std::uint16_t type = 0;
  std::string data;  // RDATA; names in it as text, numbers in front as text.
};

struct ReceivedResponse {
  bool malformed = false;
  std::uint16_t id = 0;
  bool is_response = false;
  bool truncated = false;
  bool recursion_desired = false;
  bool recursion_available = false;
  int rcode = 0;  // The EDNS bits included.
  bool has_question = false;
  std::string question;  // In the case it came in.
  std::vector<ReceivedRecord> answers;
  std::vector<ReceivedRecord> authority;
  bool has_opt = false;
};

// A response with `malformed` set when it is not a DNS message to the last
// byte.
ReceivedResponse ReadResponse(const std::string& bytes);

// A socket connected to 127.0.0.1:`port` that waits for at most ten seconds.
class TestSocket {
 public:
  enum class Kind { kUdp, kTcp };
  TestSocket(Kind kind, std::uint16_t port);

  // Over TCP with the length in front.
  void Send(const std::string& message);
  void SendRaw(const std::string& bytes);
  // No more will be sent.
  void FinishSending();
  // Empty when nothing comes, or the connection is closed.
  std::string Receive();

 private:
  Kind kind_;
  FileDescriptor fd_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_DNS_DNS_CLIENT_H_
