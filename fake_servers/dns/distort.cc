// SPDX-License-Identifier: Apache-2.0

#include "dns/distort.h"

#include <cstddef>

#include "dns/wire.h"

namespace fake {
namespace {

// RFC 1035 4.1.1: where the parts of a header are.
constexpr std::size_t kHeaderBytes = 12;
constexpr std::size_t kFlagsAt = 2;
constexpr std::size_t kAnswerCountAt = 6;
constexpr char kNoResponse = 0x7F;
constexpr unsigned kPointer = 0xC000;

void Put16(std::string& bytes, std::size_t at, unsigned value) {
  bytes.at(at) = static_cast<char>((value >> 8U) & 0xFFU);
  bytes.at(at + 1) = static_cast<char>(value & 0xFFU);
}

std::string WithWrongId(std::string bytes) {
  bytes.at(0) = static_cast<char>(bytes.at(0) ^ 0x55);
  return bytes;
}

// The response up to its answers, which are said to be one.
std::string BeforeOneAnswer(const DnsQuery& query) {
  std::string bytes = EncodeResponse(query, {});
  bytes.resize(kHeaderBytes + query.question.wire.size() + 4);
  Put16(bytes, kAnswerCountAt, 1);
  bytes.replace(kAnswerCountAt + 2, 4, 4, '\0');
  return bytes;
}

std::string WithPointerLoop(const DnsQuery& query) {
  std::string bytes = BeforeOneAnswer(query);
  const auto here = static_cast<unsigned>(bytes.size());
  AppendU16(bytes, kPointer | here);
  AppendU16(bytes, query.question.type);
  AppendU16(bytes, 1);
  AppendU32(bytes, 60);
  AppendU16(bytes, 0);
  return bytes;
}

std::string WithDataTooLong(const DnsQuery& query) {
  std::string bytes = BeforeOneAnswer(query);
  AppendU16(bytes, kPointer | kHeaderBytes);
  AppendU16(bytes, query.question.type);
  AppendU16(bytes, 1);
  AppendU32(bytes, 60);
  AppendU16(bytes, 0x4000);
  return bytes + "abcd";
}

// Another name of the same length; another type where the root was asked.
std::string WithWrongQuestion(const DnsQuery& query, std::string bytes) {
  const std::size_t at = kHeaderBytes + 1;
  if (query.question.labels.empty()) {
    Put16(bytes, at, query.question.type ^ 1U);
    return bytes;
  }
  const char first = bytes.at(at);
  bytes.at(at) = first == 'x' || first == 'X' ? 'y' : 'x';
  return bytes;
}

// The right id, so that the rest is looked at.
std::string Noise(const std::string& bytes) {
  constexpr std::size_t kLength = 64;
  std::string garbage = bytes.substr(0, 2);
  garbage.push_back(static_cast<char>(0x81));  // A response.
  unsigned char next = 0xA7;
  while (garbage.size() < kLength) {
    garbage.push_back(static_cast<char>(next));
    next = static_cast<unsigned char>(next * 5U + 0x33U);
  }
  return garbage;
}

// A response with a wrong id that says: no such name.
std::string Forgery(const DnsQuery& query) {
  return WithWrongId(EncodeResponse(query, {.rcode = Rcode::kNxDomain}));
}

}  // namespace

std::vector<std::string> Distort(const DnsQuery& query,
                                 const std::string& response, DnsMessage how) {
  std::string bytes = response;
  switch (how) {
    case DnsMessage::kRight:
      break;
    case DnsMessage::kWrongId:
      return {WithWrongId(bytes)};
    case DnsMessage::kWrongQuestion:
      return {WithWrongQuestion(query, bytes)};
    case DnsMessage::kForgedFirst:
      return {Forgery(query), bytes};
    case DnsMessage::kDuplicate:
      return {bytes, bytes};
    case DnsMessage::kCut:
      bytes.resize(kHeaderBytes + (bytes.size() - kHeaderBytes) / 2);
      break;
    case DnsMessage::kCountTooHigh:
      Put16(bytes, kAnswerCountAt, 0xFFFF);
      break;
    case DnsMessage::kPointerLoop:
      return {WithPointerLoop(query)};
    case DnsMessage::kDataTooLong:
      return {WithDataTooLong(query)};
    case DnsMessage::kNotAResponse:
      bytes.at(kFlagsAt) = static_cast<char>(bytes.at(kFlagsAt) & kNoResponse);
      break;
    case DnsMessage::kGarbage:
      return {Noise(bytes)};
    case DnsMessage::kEmpty:
      return {""};
  }
  return {bytes};
}

}  // namespace fake
