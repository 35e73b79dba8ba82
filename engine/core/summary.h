// SPDX-License-Identifier: Apache-2.0
//
// One error out of many attempts.

#ifndef AUTODISCOVER_CORE_SUMMARY_H_
#define AUTODISCOVER_CORE_SUMMARY_H_

#include <string_view>
#include <vector>

#include "autodiscover/error.h"
#include "autodiscover/outcome.h"

namespace autodiscover::core {

// The kind that says most, in the order of ErrorCode (ERR-08), with the first
// attempt of that kind as its reason. `timed_out`: the run's deadline passed;
// it is the kind only if nothing better is known.
Error Summarise(std::string_view address, const std::vector<Attempt>& attempts,
                bool timed_out);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_SUMMARY_H_
