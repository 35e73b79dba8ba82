// SPDX-License-Identifier: Apache-2.0
//
// What the service connection points of a directory say: where Autodiscover
// is, best first, and which other directory to ask. Spec: [MS-OXDISCO] 3.1.5.1.

#ifndef AUTODISCOVER_CORE_SCP_ENTRIES_H_
#define AUTODISCOVER_CORE_SCP_ENTRIES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/step.h"

namespace autodiscover::core {

// The search that finds them (SCP-01).
inline constexpr std::string_view kScpFilter =
    "(&(objectClass=serviceConnectionPoint)"
    "(|(keywords=67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68)"
    "(keywords=77378F46-2C66-4aa9-A6A6-3E7A48B19596)))";
inline constexpr std::string_view kKeywords = "keywords";
inline constexpr std::string_view kBinding = "serviceBindingInformation";

struct ScpPlaces {
  // Those of the own site, of no site, of other sites; each once, whatever its
  // case (SCP-03).
  std::vector<std::string> urls;
  // Directories for users of the domain, and for everybody (SCP-02).
  std::vector<std::string> scoped_pointers;
  std::vector<std::string> open_pointers;
};

struct ScpReader {
  std::string_view domain;  // Of the mailbox.
  std::string_view site;    // Empty: unknown, so no site is the own one.
  std::size_t most = 0;     // Places of each kind; the others are left out.
};

ScpPlaces ReadScpEntries(const std::vector<DirectoryEntry>& entries,
                         const ScpReader& reader);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_SCP_ENTRIES_H_
