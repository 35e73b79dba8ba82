// SPDX-License-Identifier: Apache-2.0
//
// Looks at a mail domain from outside, as clients do, without a login.

#ifndef TOOLS_AUTODISCOVER_DOMAIN_SURVEY_H_
#define TOOLS_AUTODISCOVER_DOMAIN_SURVEY_H_

#include <optional>
#include <string>
#include <vector>

#include "autodiscover/client.h"

#include "tools/autodiscover/check_options.h"

namespace autodiscover::tools {

// A place where clients look, and what is there for one without a login.
struct SurveyedSource {
  Source source = Source::kRootDomain;
  Outcome outcome;
  std::vector<Observed> seen;
};

struct Survey {
  std::string domain;
  std::vector<SurveyedSource> sources;
  // Addresses of the domain, of its autodiscover host, of a name below it that
  // nobody can have made, and of the targets of its SRV records.
  std::vector<DnsFact> names;
  DnsFact srv;
  std::string made_up;  // The name that nobody can have made.
  // Hosts that still take TLS 1.0 or 1.1.
  std::vector<std::string> old_tls;
};

// Nothing when `cancellation` came first.
[[nodiscard]] std::optional<Survey> Look(const CheckOptions& options,
                                         const Cancellation& cancellation);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_DOMAIN_SURVEY_H_
