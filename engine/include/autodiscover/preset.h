// SPDX-License-Identifier: Apache-2.0
//
// Policies by name: where to look and in which order, as known clients do it.

#ifndef AUTODISCOVER_PRESET_H_
#define AUTODISCOVER_PRESET_H_

#include <optional>
#include <span>
#include <string_view>

#include "autodiscover/policy.h"

namespace autodiscover {

struct PresetInfo {
  std::string_view name;
  std::string_view about;  // One line, for people.
};

// Every preset, the default first.
[[nodiscard]] std::span<const PresetInfo> Presets();

// The policy called `name`; nothing: there is none of that name. A plain value,
// to be used as it is or changed further. Preset("parallel") equals Policy().
[[nodiscard]] std::optional<Policy> Preset(std::string_view name);

}  // namespace autodiscover

#endif  // AUTODISCOVER_PRESET_H_
