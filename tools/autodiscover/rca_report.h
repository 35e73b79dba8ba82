// SPDX-License-Identifier: Apache-2.0
//
// `discover --rca FILE`: an outcome in the XML shape of the reports of
// Microsoft's Remote Connectivity Analyzer: steps in steps, each with a result
// and sentences.

#ifndef TOOLS_AUTODISCOVER_RCA_REPORT_H_
#define TOOLS_AUTODISCOVER_RCA_REPORT_H_

#include <string>

#include "autodiscover/outcome.h"

namespace autodiscover::tools {

// `address`: the mailbox that was looked for. No login and no body of an answer
// is in it; the endpoints are, as a document of Autodiscover.
[[nodiscard]] std::string ToRcaReport(const Outcome& outcome,
                                      const std::string& address);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_RCA_REPORT_H_
