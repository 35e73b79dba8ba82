// SPDX-License-Identifier: Apache-2.0

#include "base/public_suffix.h"

#include <libpsl.h>

namespace autodiscover {

bool IsPublicSuffix(const std::string& domain) {
  // Without the rule that any last label is a suffix: what is on no list may be
  // a network's own.
  return psl_is_public_suffix2(psl_builtin(), domain.c_str(),
                               PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 0;
}

}  // namespace autodiscover
