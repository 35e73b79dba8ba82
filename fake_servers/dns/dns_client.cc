// SPDX-License-Identifier: Apache-2.0

#include "dns/dns_client.h"

#include <array>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "dns/record.h"
#include "dns/wire.h"

namespace fake {
namespace {

// Throws (std::out_of_range) beyond the end; ReadResponse catches it.
class ByteReader {
 public:
  explicit ByteReader(const std::string& bytes) : bytes_(bytes) {}
  unsigned U8() { return static_cast<unsigned char>(bytes_.at(at_++)); }
  unsigned U16() {
    const unsigned high = U8();
    return (high << 8U) | U8();
  }
  std::string Take(std::size_t count) {
    const std::string taken = bytes_.substr(at_, count);
    if (taken.size() != count) {
      (void)bytes_.at(bytes_.size());
    }
    at_ += count;
    return taken;
  }
  std::string Name() {
    std::string name;
    std::size_t back = 0;
    for (int labels = 0; labels < 128; ++labels) {
      const unsigned length = U8();
      if (length >= 0xC0) {
        const std::size_t target = ((length & 0x3FU) << 8U) | U8();
        back = back == 0 ? at_ : back;
        at_ = target;
        continue;
      }
      if (length == 0) {
        at_ = back == 0 ? at_ : back;
        return name;
      }
      name += (name.empty() ? "" : ".") + Take(length);
    }
    (void)bytes_.at(bytes_.size());  // A loop.
    return name;
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ == bytes_.size(); }

 private:
  const std::string& bytes_;
  std::size_t at_ = 0;
};

std::string AddressText(int family, const std::string& data) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family, data.data(), text.data(), text.size());
  return text.data();
}

std::string ReadData(ByteReader& in, unsigned type, std::size_t length) {
  const std::size_t end = in.at() + length;
  std::string text;
  if (type == dns_type::kA) {
    text = AddressText(AF_INET, in.Take(4));
  } else if (type == dns_type::kAaaa) {
    text = AddressText(AF_INET6, in.Take(16));
  } else if (type == dns_type::kCname) {
    text = in.Name();
  } else if (type == dns_type::kSrv) {
    for (int i = 0; i < 3; ++i) {
      text += std::to_string(in.U16()) + ' ';
    }
    text += in.Name();
  } else if (type == dns_type::kTxt) {
    text = in.Take(in.U8());
  } else {
    text = in.Take(length);
  }
  return in.at() == end ? text : "wrong length";
}

ReceivedRecord ReadRecord(ByteReader& in, ReceivedResponse& response) {
  ReceivedRecord record;
  record.owner = in.Name();
  record.type = static_cast<std::uint16_t>(in.U16());
  in.U16();  // class
  const unsigned extended_rcode = in.U8();
  in.Take(3);
  if (record.type == dns_type::kOpt) {
    response.has_opt = true;
    response.rcode += static_cast<int>(extended_rcode << 4U);
  }
  const unsigned length = in.U16();
  record.data = ReadData(in, record.type, length);
  return record;
}

ReceivedResponse Read(ByteReader& in) {
  ReceivedResponse response;
  response.id = static_cast<std::uint16_t>(in.U16());
  const unsigned flags = in.U16();
  response.is_response = (flags & 0x8000U) != 0;
  response.truncated = (flags & 0x0200U) != 0;
  response.recursion_desired = (flags & 0x0100U) != 0;
  response.recursion_available = (flags & 0x0080U) != 0;
  response.rcode = static_cast<int>(flags & 0xFU);
  const unsigned questions = in.U16();
  const unsigned answers = in.U16();
  const unsigned authority = in.U16();
  const unsigned additional = in.U16();
  if (questions == 1) {
    response.has_question = true;
    response.question = in.Name();
    in.Take(4);
  }
  for (unsigned i = 0; i < answers; ++i) {
    response.answers.push_back(ReadRecord(in, response));
  }
  for (unsigned i = 0; i < authority; ++i) {
    response.authority.push_back(ReadRecord(in, response));
  }
  for (unsigned i = 0; i < additional; ++i) {
    ReadRecord(in, response);
  }
  return response;
}

}  // namespace

std::string MakeQuery(const std::string& name, std::uint16_t type,
                      const QueryOptions& options) {
  std::string bytes;
  AppendU16(bytes, options.id);
  AppendU16(bytes, 0x0100);
  for (const unsigned count : {1U, 0U, 0U, options.edns_payload ? 1U : 0U}) {
    AppendU16(bytes, count);
  }
  bytes += EncodeName(name);
  AppendU16(bytes, type);
  AppendU16(bytes, options.dns_class);
  if (options.edns_payload) {
    AppendU8(bytes, 0);
    AppendU16(bytes, dns_type::kOpt);
    AppendU16(bytes, *options.edns_payload);
    AppendU8(bytes, 0);
    AppendU8(bytes, options.edns_version);
    AppendU32(bytes, 0);
  }
  return bytes;
}

ReceivedResponse ReadResponse(const std::string& bytes) {
  try {
    ByteReader in(bytes);
    ReceivedResponse response = Read(in);
    response.malformed = !in.done();
    return response;
  } catch (const std::out_of_range&) {
    return {.malformed = true};
  }
}

TestSocket::TestSocket(Kind kind, std::uint16_t port)
    : kind_(kind),
      fd_(socket(AF_INET, kind == Kind::kUdp ? SOCK_DGRAM : SOCK_STREAM, 0)) {
  const timeval limit{.tv_sec = 10, .tv_usec = 0};
  setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd_.get(), reinterpret_cast<sockaddr*>(&server),
              sizeof(server)) != 0) {
    fd_ = FileDescriptor();
  }
}

void TestSocket::Send(const std::string& message) {
  std::string framed;
  if (kind_ == Kind::kTcp) {
    AppendU16(framed, static_cast<unsigned>(message.size()));
  }
  SendRaw(framed + message);
}

void TestSocket::SendRaw(const std::string& bytes) {
  (void)send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void TestSocket::FinishSending() { shutdown(fd_.get(), SHUT_WR); }

std::string TestSocket::Receive() {
  std::string bytes(65536, '\0');
  std::size_t wanted = bytes.size();
  if (kind_ == Kind::kTcp) {
    if (recv(fd_.get(), bytes.data(), 2, MSG_WAITALL) != 2) {
      return "";
    }
    wanted = std::size_t{static_cast<unsigned char>(bytes[0])} * 256 +
             static_cast<unsigned char>(bytes[1]);
  }
  const ssize_t got = recv(fd_.get(), bytes.data(), wanted,
                           kind_ == Kind::kTcp ? MSG_WAITALL : 0);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

}  // namespace fake
