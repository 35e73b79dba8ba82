// SPDX-License-Identifier: Apache-2.0
//
// May a URL that somebody named be contacted? The one place that decides it,
// for every kind of redirect and for SRV.

#ifndef AUTODISCOVER_CORE_TARGET_GUARD_H_
#define AUTODISCOVER_CORE_TARGET_GUARD_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autodiscover/outcome.h"
#include "autodiscover/policy.h"
#include "autodiscover/result.h"

#include "base/url.h"
#include "core/run.h"
#include "core/step.h"
#include "core/trace.h"

namespace autodiscover::core {

// Whether `host` is in a list of hosts: whole names, or the labels below an
// entry that begins with a dot (RED-07).
bool IsListed(const std::vector<std::string>& hosts, std::string_view host);

// Nothing: `url` may be asked about the mailbox. Else why not. Every request
// holds the address, so that this comes before the first one, not before the
// password only. `trust`: of the weakest link of the chain that led to `url`
// (RED-06, RED-08, SRV-09). Checks the scheme (RED-03), the port (SEC-05) and
// the host. A host that needs consent passes if the caller can be asked.
std::optional<Ending> CheckTarget(const Run& run, const Url& url,
                                  TrustPath trust);

// What the caller has to be asked before `url` may be: nothing if its host is
// inside the mail domain or consented to, or was named safely and listens where
// web servers do (SEC-05).
std::optional<ConsentQuestion> ConsentFor(const Run& run, const Url& url,
                                          TrustPath trust);

// Where the host of `url` may be. `derived`: its name follows from the mail
// domain, nobody named it (SEC-03).
AddressKind WidestAddress(const Run& run, const Url& url, bool derived);

// The two below give a target resolved against `base` (RED-04), or what is
// wrong with it (RED-05): kServerError, or kRefusedByPolicy for a scheme that
// is none of the web.

// The target of a 3xx answer: its one Location.
[[nodiscard]] Result<Url> ReadLocation(const HttpAnswer& answer,
                                       const Url& base, const Policy& policy);
// A target that was written in an answer.
[[nodiscard]] Result<Url> ReadTarget(std::string_view text, const Url& base,
                                     const Policy& policy);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_TARGET_GUARD_H_
