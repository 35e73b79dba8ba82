// SPDX-License-Identifier: Apache-2.0
//
// Lines of a file or a pipe, without waiting for more than is there.

#ifndef TOOLS_AUTODISCOVER_LINE_READER_H_
#define TOOLS_AUTODISCOVER_LINE_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace autodiscover::tools {

class LineReader {
 public:
  enum class Got {
    kLine,     // `text()` and `number()` are set.
    kTooLong,  // As kLine, but only the number; the line was passed over.
    kNotYet,   // The rest of the line may come later.
    kEnd,
    kFailed,  // The file cannot be read: `errno` says why.
  };

  // The descriptor stays the caller's.
  explicit LineReader(int descriptor) : descriptor_(descriptor) {}

  [[nodiscard]] Got Next();
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] std::uint64_t number() const { return number_; }
  // Without its line end.
  [[nodiscard]] const std::string& text() const { return text_; }
  // Whether it had one.
  [[nodiscard]] bool whole() const { return whole_; }
  // Where in the file it begins.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }

  // Longer ones are none of ours.
  static constexpr std::size_t kLineMax = std::size_t{4} << 20U;

 private:
  enum class Filled { kMore, kNotYet, kEnd, kFailed };
  Filled Fill();
  Got Take(std::size_t length, bool whole);

  int descriptor_;
  std::string buffer_;
  std::size_t begin_ = 0;     // Of what was not given yet.
  std::size_t searched_ = 0;  // There is no line end before.
  bool passing_over_ = false;
  std::uint64_t next_offset_ = 0;
  std::uint64_t number_ = 0;
  std::uint64_t offset_ = 0;
  std::string text_;
  bool whole_ = true;
};

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_LINE_READER_H_
