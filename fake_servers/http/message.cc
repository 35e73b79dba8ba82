// SPDX-License-Identifier: Apache-2.0

#include "http/message.h"

#include <utility>

#include "history/letter_case.h"

namespace fake {

std::optional<std::string> FindHeader(const HeaderList& headers,
                                      std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (EqualsIgnoringCase(key, name)) {
      return value;
    }
  }
  return std::nullopt;
}

void SetHeader(HeaderList& headers, std::string_view name, std::string value) {
  std::erase_if(headers, [name](const auto& header) {
    return EqualsIgnoringCase(header.first, name);
  });
  headers.emplace_back(std::string(name), std::move(value));
}

}  // namespace fake
