// SPDX-License-Identifier: Apache-2.0

#include "c/request_json.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = AsText(data, size);
  // That field makes a file where the text says.
  if (text.find("cache") != std::string_view::npos ||
      text.find('\\') != std::string_view::npos) {
    return 0;
  }
  const auto request = autodiscover::c::RequestFromJson(text);
  if (request) {
    MustHold(!request->address.empty());
    MustHold(request->policy.run_limit.count() > 0);
  } else {
    MustHold(!request.error().message.empty());
  }
  return 0;
}
