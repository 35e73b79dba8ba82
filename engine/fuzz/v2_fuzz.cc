// SPDX-License-Identifier: Apache-2.0

#include "codec/v2.h"
#include "fuzz/answer_properties.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace codec = autodiscover::codec;
  autodiscover::fuzz::CheckAnswer(
      codec::ReadV2Response(AsText(data, size), codec::kV2Ews));
  return 0;
}
