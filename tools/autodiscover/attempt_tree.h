// SPDX-License-Identifier: Apache-2.0
//
// The attempts of a discovery as a tree.

#ifndef TOOLS_AUTODISCOVER_ATTEMPT_TREE_H_
#define TOOLS_AUTODISCOVER_ATTEMPT_TREE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "autodiscover/outcome.h"

namespace autodiscover::tools {

// Those that came of attempt `parent`; of -1, those that began by themselves.
// A parent always comes before its children: anything else would never end.
[[nodiscard]] std::vector<std::size_t> ChildrenOf(
    const std::vector<Attempt>& attempts, int parent);

// The attempt that decided; null: none did.
[[nodiscard]] const Attempt* DecidingOf(const Outcome& outcome);

// The host that an action of an Attempt, or a URL, names; of a lookup the name.
[[nodiscard]] std::string HostOf(const std::string& action);

// How the secret went out, with its way: "with the password by basic". Empty:
// none did.
[[nodiscard]] std::string SecretText(const Attempt& attempt);

// Every endpoint that was found; or that there are settings alone.
[[nodiscard]] std::string Endpoints(const Settings& settings);

// For people.
[[nodiscard]] const char* Describe(Source source);
[[nodiscard]] const char* Describe(TrustPath path);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_ATTEMPT_TREE_H_
