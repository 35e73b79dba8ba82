// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows zlib.

#include "http/gzip.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <zlib.h>

namespace fake {
namespace {

constexpr int kGzipWindow = 15 + 16;
constexpr int kRawWindow = -15;
constexpr int kMemoryLevel = 8;
constexpr std::size_t kBlock = 1UL * 1024 * 1024;
constexpr std::size_t kBlocks = 1024;

// No name, no time, the least of flags (RFC 1952).
constexpr std::array<char, 10> kHead = {'\x1f', '\x8b', 8, 0, 0, 0, 0, 0, 2, 3};

// `text` deflated; `flush` ends it.
std::string Deflate(std::string_view text, int window, int flush) {
  z_stream stream = {};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window,
                   kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  // zlib reads only, whatever the type of its pointer says.
  stream.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // NOLINT
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  (void)deflate(&stream, flush);
  out.resize(stream.total_out);
  (void)deflateEnd(&stream);
  return out;
}

void AppendLittleEndian(std::uint32_t number, std::string& to) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    to += static_cast<char>(number >> shift & 0xffU);
  }
}

// A block that ends on a byte, with nothing before it remembered, can stand
// there a thousand times: nobody has to compress a gigabyte.
std::string MakeBomb() {
  const std::string zeros(kBlock, '\0');
  const std::string block = Deflate(zeros, kRawWindow, Z_FULL_FLUSH);
  std::string bomb(kHead.begin(), kHead.end());
  const auto part = crc32(0, reinterpret_cast<const Bytef*>(zeros.data()),
                          static_cast<uInt>(zeros.size()));
  uLong sum = 0;
  for (std::size_t i = 0; i < kBlocks; ++i) {
    bomb += block;
    sum = crc32_combine(sum, part, static_cast<z_off_t>(kBlock));
  }
  bomb += Deflate({}, kRawWindow, Z_FINISH);
  AppendLittleEndian(static_cast<std::uint32_t>(sum), bomb);
  AppendLittleEndian(static_cast<std::uint32_t>(kBlock * kBlocks), bomb);
  return bomb;
}

}  // namespace

std::string Gzip(std::string_view text) {
  return Deflate(text, kGzipWindow, Z_FINISH);
}

std::string BrokenGzip(std::string_view text) {
  constexpr std::size_t kStoredMax = 0xffff;
  const auto half = text.substr(0, std::min(text.size() / 2, kStoredMax));
  const auto length = static_cast<std::uint32_t>(half.size());
  std::string out(kHead.begin(), kHead.end());
  out += '\0';  // A stored block, not the last one (RFC 1951 3.2.4).
  AppendLittleEndian(length | ~length << 16U, out);
  out += half;
  return out += "\x07 no such block";
}

const std::string& GzipBomb() {
  static const std::string bomb = MakeBomb();
  return bomb;
}

}  // namespace fake
