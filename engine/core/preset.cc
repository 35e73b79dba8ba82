// SPDX-License-Identifier: Apache-2.0

#include "autodiscover/preset.h"

#include <algorithm>
#include <array>

namespace autodiscover {
namespace {

struct Row {
  PresetInfo info;
  Policy (*make)();
};

constexpr std::array kDerived = {Source::kLastGood, Source::kRootDomain,
                                 Source::kAutodiscoverHost,
                                 Source::kHttpRedirect, Source::kSrv};
constexpr std::array kDerivedOverTls = {Source::kLastGood, Source::kRootDomain,
                                        Source::kAutodiscoverHost};

Policy Parallel() { return {}; }

Policy InTurn() {
  Policy policy;
  policy.speculation.on = false;
  return policy;
}

// discovery.py of exchangelib 4.9: these sources in this order, POX.
Policy Exchangelib() {
  Policy policy = InTurn();
  policy.sources.assign(kDerived.begin(), kDerived.end());
  policy.protocols = {Protocol::kPox};
  return policy;
}

// Outlook 2016 (steps 6, 7, 9 and 10 of KB 3211279) has the same, behind the
// directory (step 5) where there is one.
Policy Outlook() {
  Policy policy = Exchangelib();
  policy.sources.insert(policy.sources.begin() + 1, Source::kScp);
  return policy;
}

Policy ActiveSync() {
  Policy policy;
  policy.wanted.services = {Service::kActiveSync};
  policy.protocols = {Protocol::kMobileSync};
  return policy;
}

// Nothing is asked or told ahead, and every name comes from the mail domain
// over TLS.
Policy Strict() {
  Policy policy = InTurn();
  policy.sources.assign(kDerivedOverTls.begin(), kDerivedOverTls.end());
  policy.last_good_login = false;
  return policy;
}

constexpr std::array kRows = {
    Row{{"parallel", "all sources at once, the fewest round trips (default)"},
        Parallel},
    Row{{"exchangelib", "the order of exchangelib, one after the other"},
        Exchangelib},
    Row{{"outlook", "the order of Outlook 2016, one after the other"}, Outlook},
    Row{{"activesync",
         "as parallel, in the schema of ActiveSync devices alone"},
        ActiveSync},
    Row{{"strict", "only hosts named by the mail domain over TLS, in turn"},
        Strict},
};

}  // namespace

std::span<const PresetInfo> Presets() {
  static constexpr auto kInfos = [] {
    std::array<PresetInfo, kRows.size()> infos{};
    std::ranges::transform(kRows, infos.begin(), &Row::info);
    return infos;
  }();
  return kInfos;
}

std::optional<Policy> Preset(std::string_view name) {
  const auto* const row = std::ranges::find(
      kRows, name, [](const Row& each) { return each.info.name; });
  return row == kRows.end() ? std::nullopt : std::optional(row->make());
}

}  // namespace autodiscover
