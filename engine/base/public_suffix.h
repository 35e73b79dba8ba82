// SPDX-License-Identifier: Apache-2.0
//
// Domains below which anybody can register a name: `com`, `co.uk`. Who owns
// `autodiscover` there is a stranger to everybody else (IN-03).

#ifndef AUTODISCOVER_BASE_PUBLIC_SUFFIX_H_
#define AUTODISCOVER_BASE_PUBLIC_SUFFIX_H_

#include <string>

namespace autodiscover {

// By the list that libpsl was built with; the suffixes of registries, not those
// of companies that give names away. `domain` in A-labels.
[[nodiscard]] bool IsPublicSuffix(const std::string& domain);

}  // namespace autodiscover

#endif  // AUTODISCOVER_BASE_PUBLIC_SUFFIX_H_
