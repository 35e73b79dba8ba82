// SPDX-License-Identifier: Apache-2.0
//
// What was received, read in another way: percent-decoded, base64-decoded and
// so on. Each decoded byte remembers where it came from, so that a find in the
// decoded text can be taken out of the original.

#ifndef FAKE_SERVERS_HISTORY_VIEW_H_
#define FAKE_SERVERS_HISTORY_VIEW_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fake {

// A half-open range of bytes of the original.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct View {
  std::string text;
  std::vector<ByteRange> source;  // One a byte of `text`.

  void Append(char byte, ByteRange from) {
    text.push_back(byte);
    source.push_back(from);
  }
};

// The bytes as they are.
[[nodiscard]] View Raw(std::string_view bytes);

// Each decoder gives nothing when there is nothing to decode.

// %41, in any case, and `+` for a space.
[[nodiscard]] std::optional<View> PercentDecoded(const View& from);

// &amp; &lt; &gt; &quot; &apos; and &#65; &#x41;.
[[nodiscard]] std::optional<View> XmlDecoded(const View& from);

// \" \\ \/ \b \f \n \r \t and \u0041, surrogate pairs included.
[[nodiscard]] std::optional<View> JsonDecoded(const View& from);

// The base64 in it, in the standard and the URL alphabet, read as if a group of
// four began at the `phase`th character of each run of such characters: only
// one phase of 0..3 is right, and only the sender knows which. Line breaks
// inside a run are skipped.
[[nodiscard]] std::optional<View> Base64Decoded(const View& from,
                                                std::size_t phase);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_VIEW_H_
