// SPDX-License-Identifier: Apache-2.0
//
// Views of encodings that write each byte as two hexadecimal digits.

#ifndef FAKE_SERVERS_HISTORY_BYTE_RUNS_H_
#define FAKE_SERVERS_HISTORY_BYTE_RUNS_H_

#include <cstddef>
#include <optional>

#include "history/view.h"

namespace fake {

// The runs of hexadecimal digits in it that are long enough to be of interest,
// read as if a byte began at the `phase`th digit (0 or 1) of each. Nothing when
// there is none.
[[nodiscard]] std::optional<View> HexDecoded(const View& from,
                                             std::size_t phase);

// =41, and = at the end of a line that goes on. Nothing when there is neither.
[[nodiscard]] std::optional<View> QuotedPrintableDecoded(const View& from);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_BYTE_RUNS_H_
