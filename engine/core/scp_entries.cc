// SPDX-License-Identifier: Apache-2.0

#include "core/scp_entries.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/strings.h"

namespace autodiscover::core {
namespace {

constexpr std::string_view kUrlGuid = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";
constexpr std::string_view kPointerGuid =
    "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68";
constexpr std::string_view kSite = "Site=";
constexpr std::string_view kDomain = "Domain=";

using Texts = std::vector<std::string>;

Texts ValuesOf(const DirectoryEntry& entry, std::string_view name) {
  for (const auto& [attribute, values] : entry.attributes) {
    if (EqualsIgnoreCase(attribute, name)) {
      return values;
    }
  }
  return {};
}

bool Has(const Texts& keywords, std::string_view word) {
  return std::ranges::any_of(keywords, [word](std::string_view one) {
    return EqualsIgnoreCase(Trim(one), word);
  });
}

bool HasAny(const Texts& keywords, std::string_view label) {
  return std::ranges::any_of(keywords, [label](std::string_view one) {
    return EqualsIgnoreCase(Trim(one).substr(0, label.size()), label);
  });
}

enum Rank : std::size_t { kOwnSite, kNoSite, kOtherSite, kRanks };

Rank RankOf(const Texts& keywords, std::string_view site) {
  if (!HasAny(keywords, kSite)) {
    return kNoSite;
  }
  return !site.empty() && Has(keywords, StrCat(kSite, site)) ? kOwnSite
                                                             : kOtherSite;
}

void AddOnce(const Texts& places, std::size_t most, Texts& all) {
  for (const std::string& place : places) {
    if (all.size() < most && !Has(all, Trim(place))) {
      all.emplace_back(Trim(place));
    }
  }
}

}  // namespace

ScpPlaces ReadScpEntries(const std::vector<DirectoryEntry>& entries,
                         const ScpReader& reader) {
  ScpPlaces places;
  std::array<Texts, kRanks> ranked;
  for (const DirectoryEntry& entry : entries) {
    const Texts keywords = ValuesOf(entry, kKeywords);
    const Texts bindings = ValuesOf(entry, kBinding);
    if (Has(keywords, kUrlGuid)) {
      Texts& urls = ranked.at(RankOf(keywords, reader.site));
      std::ranges::copy(bindings, std::back_inserter(urls));
    } else if (Has(keywords, kPointerGuid)) {
      const bool scoped = Has(keywords, StrCat(kDomain, reader.domain));
      if (scoped || !HasAny(keywords, kDomain)) {
        Texts& pointers =
            scoped ? places.scoped_pointers : places.open_pointers;
        AddOnce(bindings, reader.most, pointers);
      }
    }
  }
  for (const Texts& urls : ranked) {
    AddOnce(urls, reader.most, places.urls);
  }
  return places;
}

}  // namespace autodiscover::core
