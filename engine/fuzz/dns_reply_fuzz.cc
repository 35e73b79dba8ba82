// SPDX-License-Identifier: Apache-2.0

#include "driver/dns_reply.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr int kSuccess = 0;  // ARES_SUCCESS
  const autodiscover::core::SrvAnswer answer =
      autodiscover::driver::SrvFromReply(kSuccess, {data, size});
  // Either there are records, or it is said why not.
  MustHold(answer.records.empty() != answer.why.empty());
  MustHold(!answer.failed || answer.records.empty());
  return 0;
}
