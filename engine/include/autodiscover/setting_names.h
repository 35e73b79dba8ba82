// SPDX-License-Identifier: Apache-2.0
//
// The settings that the documents name: what may stand in Wanted::settings.
// A server may know others, and those are asked for as well.

#ifndef AUTODISCOVER_SETTING_NAMES_H_
#define AUTODISCOVER_SETTING_NAMES_H_

#include <span>
#include <string_view>

namespace autodiscover {

// SOAP user settings, in alphabetical order: "ExternalOABUrl".
// Spec: [MS-OXWSADISC] 3.1.4.2.
[[nodiscard]] std::span<const std::string_view> UserSettingNames();

// Elements of a Protocol block of POX, in alphabetical order: "OABUrl".
// Spec: [MS-OXDSCLI] 2.2.4.1.1.2.6.
[[nodiscard]] std::span<const std::string_view> ProtocolElementNames();

}  // namespace autodiscover

#endif  // AUTODISCOVER_SETTING_NAMES_H_
