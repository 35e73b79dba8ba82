// SPDX-License-Identifier: Apache-2.0

#include "driver/secret.h"

#include <string.h>  // NOLINT: explicit_bzero is not in <cstring>.

namespace autodiscover::driver {

void Wipe(std::string& text) {
  // Up to the capacity: an earlier, longer text may lie behind the end.
  text.resize(text.capacity());
  explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace autodiscover::driver
