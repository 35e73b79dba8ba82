// SPDX-License-Identifier: Apache-2.0
//
// What the caller asked for, and whether a set of settings has it.

#ifndef AUTODISCOVER_CORE_WANTED_H_
#define AUTODISCOVER_CORE_WANTED_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autodiscover/policy.h"
#include "autodiscover/settings.h"

namespace autodiscover::core {

bool Wants(const Wanted& wanted, Service service);

// "EWS", "MAPI over HTTP", "ActiveSync".
std::string_view Title(Service service);

// How much of what is wanted is there.
enum class Share { kNothing, kSome, kAll };

// Sets each endpoint to its best URL that may be used with a password (POX-18);
// says how much of what is wanted that gave.
Share ChooseEndpoints(const Wanted& wanted, Settings& settings);

// A wanted endpoint that is there, but not safe to use.
struct UnsafeUrl {
  Service service = Service::kEws;
  std::string url;
};
std::optional<UnsafeUrl> FindUnsafe(const Wanted& wanted,
                                    const Settings& settings);

// A protocol of the policy's that could give a wanted service which `settings`
// lack, and that is none of `asked`.
std::optional<Protocol> Complement(const Policy& policy,
                                   const Settings& settings,
                                   const std::vector<Protocol>& asked);

// Adds to `settings` what only `more` has.
void Merge(Settings more, Settings& settings);

// Bounds all text and makes it safe to show (SEC-07).
void MakeSafe(Settings& settings, std::size_t bytes_max);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_WANTED_H_
