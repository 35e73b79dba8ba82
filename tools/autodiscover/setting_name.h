// SPDX-License-Identifier: Apache-2.0
//
// Whether a setting's name is one of the documents', and which was meant.

#ifndef TOOLS_AUTODISCOVER_SETTING_NAME_H_
#define TOOLS_AUTODISCOVER_SETTING_NAME_H_

#include <string>
#include <string_view>

namespace autodiscover::tools {

// Empty: `name` is known. Else what is wrong, with the name that is nearest.
[[nodiscard]] std::string CheckSettingName(std::string_view name);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_SETTING_NAME_H_
