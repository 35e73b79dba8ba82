// SPDX-License-Identifier: Apache-2.0

#include "codec/mobile_sync.h"
#include "fuzz/answer_properties.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace codec = autodiscover::codec;
  static const auto limits = codec::XmlLimits::From(autodiscover::Policy());
  autodiscover::fuzz::CheckAnswer(
      codec::ReadMobileSyncResponse(AsText(data, size), limits));
  return 0;
}
