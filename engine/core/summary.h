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

// The attempt that decided that the run ended with `code`, as an index; -1 when
// none did. Where nothing was found that is the `autodiscover.` host, where an
// administrator is expected to have the service: that a web site at the domain
// itself knows nothing of it is no fault.
int DecidingAttempt(const std::vector<Attempt>& attempts, ErrorCode code);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_SUMMARY_H_
