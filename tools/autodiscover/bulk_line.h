// SPDX-License-Identifier: Apache-2.0
//
// One line of the input of `autodiscover bulk`, and one of its output.

#ifndef TOOLS_AUTODISCOVER_BULK_LINE_H_
#define TOOLS_AUTODISCOVER_BULK_LINE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "autodiscover/outcome.h"
#include "autodiscover/result.h"

namespace autodiscover::tools {

struct BulkLine {
  std::string address;
  std::string account;  // Empty: the address.
  bool operator==(const BulkLine&) const = default;
};

// An error says what is wrong, and quotes nothing of the line: it may hold what
// should not be there.
[[nodiscard]] Result<BulkLine> ReadBulkLine(std::string_view text);

// The outcome's object with the line's number and address before its fields,
// and a line end.
[[nodiscard]] std::string WriteBulkLine(std::uint64_t number,
                                        const std::string& address,
                                        const Outcome& outcome);

// What WriteBulkLine has put first. Nothing: `text` is no line of ours.
struct DoneLine {
  std::uint64_t number = 0;
  std::string address;
};
[[nodiscard]] std::optional<DoneLine> ReadDoneLine(std::string_view text);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_BULK_LINE_H_
