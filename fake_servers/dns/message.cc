// SPDX-License-Identifier: Apache-2.0

#include "dns/message.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "dns/wire.h"
#include "history/letter_case.h"

namespace fake {
namespace {

constexpr std::size_t kHeaderBytes = 12;
constexpr std::size_t kNameBytesMax = 255;        // RFC 1035 2.3.4
constexpr std::size_t kPlainUdpBytes = 512;       // RFC 1035 4.2.1
constexpr std::uint16_t kOurPayloadBytes = 1232;  // As most servers do.
constexpr std::uint16_t kClassIn = 1;
// The question's name always begins right after the header.
constexpr unsigned kPointerToQuestion = 0xC000U | kHeaderBytes;

constexpr unsigned kFlagResponse = 0x8000;
constexpr unsigned kFlagTruncated = 0x0200;
constexpr unsigned kFlagRecursionDesired = 0x0100;
constexpr unsigned kFlagRecursionAvailable = 0x0080;

// Reads from the front; once something is missing every read gives nothing.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool failed() const { return failed_; }

  std::string_view Take(std::size_t count) {
    if (failed_ || rest_.size() < count) {
      failed_ = true;
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  unsigned U8() {
    const std::string_view byte = Take(1);
    return byte.empty() ? 0U : static_cast<unsigned char>(byte.front());
  }

  std::uint16_t U16() {
    const unsigned high = U8();
    return static_cast<std::uint16_t>((high << 8U) | U8());
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

// The name of the first question: no pointer can be in it, for there is nothing
// before it to point to.
bool ReadName(Reader& in, DnsQuestion& out) {
  while (true) {
    const unsigned length = in.U8();
    if (in.failed() || length > 63) {
      return false;
    }
    AppendU8(out.wire, length);
    if (length == 0) {
      return out.wire.size() <= kNameBytesMax;
    }
    out.labels.emplace_back(in.Take(length));
    out.wire += out.labels.back();
    if (in.failed()) {
      return false;
    }
  }
}

// Steps over a name that may end in a pointer. True for the root.
bool SkipName(Reader& in) {
  bool root = true;
  while (!in.failed()) {
    const unsigned length = in.U8();
    if (length == 0) {
      return root;
    }
    root = false;
    const bool pointer = length >= 0xC0;
    in.Take(pointer ? 1 : length);
    if (pointer) {
      return false;
    }
  }
  return false;
}

// One record after the question: only OPT says anything to us.
std::optional<Edns> ReadRecord(Reader& in) {
  const bool root = SkipName(in);
  const std::uint16_t type = in.U16();
  const std::uint16_t payload_bytes = in.U16();
  in.U8();  // extended rcode
  const unsigned version = in.U8();
  in.U16();  // flags
  in.Take(in.U16());
  if (in.failed() || !root || type != dns_type::kOpt) {
    return std::nullopt;
  }
  return Edns{.payload_bytes = payload_bytes,
              .version = static_cast<std::uint8_t>(version)};
}

// The records after the question; false when they are broken.
bool ReadRecords(Reader& in, unsigned count, std::optional<Edns>& edns) {
  for (unsigned i = 0; i < count && !in.failed(); ++i) {
    const std::optional<Edns> found = ReadRecord(in);
    if (found && edns) {
      return false;  // RFC 6891 6.1.1: at most one.
    }
    edns = found ? found : edns;
  }
  return !in.failed();
}

void AppendHeader(std::string& out, const DnsHeader& header, unsigned flags,
                  Rcode rcode) {
  AppendU16(out, header.id);
  AppendU16(out, kFlagResponse | (unsigned{header.opcode} << 11U) |
                     (header.recursion_desired ? kFlagRecursionDesired : 0U) |
                     flags | (static_cast<unsigned>(rcode) & 0xFU));
}

void AppendRecord(std::string& out, const DnsRecord& record,
                  const std::string& asked) {
  if (record.owner == asked) {
    AppendU16(out, kPointerToQuestion);
  } else {
    out += EncodeName(record.owner);
  }
  AppendU16(out, record.type);
  AppendU16(out, kClassIn);
  AppendU32(out, record.ttl_seconds);
  AppendU16(out, static_cast<unsigned>(record.data.size()));
  out += record.data;
}

void AppendOpt(std::string& out, Rcode rcode) {
  AppendU8(out, 0);  // the root
  AppendU16(out, dns_type::kOpt);
  AppendU16(out, kOurPayloadBytes);
  AppendU8(out, static_cast<unsigned>(rcode) >> 4U);
  AppendU8(out, 0);   // version
  AppendU16(out, 0);  // flags
  AppendU16(out, 0);  // no options
}

}  // namespace

std::string RcodeName(Rcode rcode) {
  switch (rcode) {
    case Rcode::kNoError:
      return "NOERROR";
    case Rcode::kFormErr:
      return "FORMERR";
    case Rcode::kServFail:
      return "SERVFAIL";
    case Rcode::kNxDomain:
      return "NXDOMAIN";
    case Rcode::kNotImp:
      return "NOTIMP";
    case Rcode::kRefused:
      return "REFUSED";
    case Rcode::kBadVers:
      return "BADVERS";
  }
  return "";
}

std::variant<DnsQuery, NotAQuery> DecodeQuery(std::string_view bytes) {
  Reader in(bytes);
  DnsQuery query;
  query.header.id = in.U16();
  const unsigned flags = in.U16();
  query.header.opcode = static_cast<std::uint8_t>((flags >> 11U) & 0xFU);
  query.header.recursion_desired = (flags & kFlagRecursionDesired) != 0;
  const unsigned questions = in.U16();
  const unsigned records = 0U + in.U16() + in.U16() + in.U16();
  if (in.failed() || (flags & kFlagResponse) != 0) {
    return NotAQuery{.header = query.header};
  }
  if (query.header.opcode != 0) {
    return NotAQuery{.rcode = Rcode::kNotImp, .header = query.header};
  }
  if (questions != 1 || !ReadName(in, query.question)) {
    return NotAQuery{.rcode = Rcode::kFormErr, .header = query.header};
  }
  query.question.type = in.U16();
  query.question.dns_class = in.U16();
  if (in.failed() || !ReadRecords(in, records, query.edns)) {
    return NotAQuery{.rcode = Rcode::kFormErr, .header = query.header};
  }
  return query;
}

std::string NameText(const DnsQuestion& question) {
  std::string text;
  for (const std::string& label : question.labels) {
    text += text.empty() ? "" : ".";
    for (const char c : label) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '.' || c == '\\') {
        text += '\\';
        text += c;
      } else if (byte > ' ' && byte < 0x7F) {
        text += c;
      } else {
        std::array<char, 5> escape{};
        // NOLINTNEXTLINE(*-vararg): no std::format in GCC 12.
        std::snprintf(escape.data(), escape.size(), "\\%03u", byte);
        text += escape.data();
      }
    }
  }
  return text.empty() ? "." : text;
}

std::string EncodeResponse(const DnsQuery& query, const DnsResponse& response) {
  std::string out;
  AppendHeader(
      out, query.header,
      (response.truncated ? kFlagTruncated : 0U) |
          (response.recursion_available ? kFlagRecursionAvailable : 0U),
      response.rcode);
  AppendU16(out, 1);
  AppendU16(out, static_cast<unsigned>(response.answers.size()));
  AppendU16(out, static_cast<unsigned>(response.authority.size()));
  AppendU16(out, query.edns ? 1 : 0);
  out += query.question.wire;
  AppendU16(out, query.question.type);
  AppendU16(out, query.question.dns_class);
  const std::string asked = ToLower(NameText(query.question));
  for (const auto* section : {&response.answers, &response.authority}) {
    for (const DnsRecord& record : *section) {
      AppendRecord(out, record, asked);
    }
  }
  if (query.edns) {
    AppendOpt(out, response.rcode);
  }
  return out;
}

std::string EncodeError(const DnsHeader& header, Rcode rcode) {
  std::string out;
  AppendHeader(out, header, kFlagRecursionAvailable, rcode);
  out.append(kHeaderBytes - out.size(), '\0');
  return out;
}

std::size_t UdpBytesMax(const DnsQuery& query) {
  return query.edns ? std::clamp<std::size_t>(query.edns->payload_bytes,
                                              kPlainUdpBytes, kOurPayloadBytes)
                    : kPlainUdpBytes;
}

}  // namespace fake
