// SPDX-License-Identifier: Apache-2.0

#include "ldap/tree.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "history/letter_case.h"
#include "ldap/names.h"

namespace fake {
namespace {

constexpr const char* kCategory = "objectCategory";
constexpr std::string_view kConfiguration = "CN=Configuration,";

Entry RootEntry(const std::string& context, const std::string& host) {
  Entry root = {
      .attributes = {{"objectClass", {"top"}},
                     {"dnsHostName", {host}},
                     {"supportedLDAPVersion", {"3", "2"}},
                     {"supportedExtension", {"1.3.6.1.4.1.1466.20037"}}}};
  if (!context.empty()) {
    const std::string domain = context.starts_with(kConfiguration)
                                   ? context.substr(kConfiguration.size())
                                   : context;
    root.attributes.emplace_back("namingContexts",
                                 std::vector<std::string>{domain, context});
    root.attributes.emplace_back("defaultNamingContext",
                                 std::vector<std::string>{domain});
    root.attributes.emplace_back("configurationNamingContext",
                                 std::vector<std::string>{context});
  }
  return root;
}

Entry ConfigurationEntry(const std::string& context) {
  return {.name = context,
          .attributes = {{"objectClass", {"top", "configuration"}},
                         {"distinguishedName", {context}}}};
}

// Below the server that it stands for, as Exchange's setup puts it.
Entry PointEntry(const ConnectionPoint& point, std::size_t number,
                 const std::string& context) {
  const std::string name = "EX" + std::to_string(number);
  const std::string path =
      "CN=" + name + ",CN=Autodiscover,CN=Protocols,CN=" + name +
      ",CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),"
      "CN=Administrative Groups,CN=Fixture,CN=Microsoft Exchange,CN=Services," +
      context;
  return {.name = path,
          .attributes = {
              {"objectClass",
               {"top", "leaf", "connectionPoint", "serviceConnectionPoint"}},
              // By its name and, as Active Directory takes it, in short.
              {kCategory,
               {"CN=Service-Connection-Point,CN=Schema," + context,
                "serviceConnectionPoint"}},
              {"cn", {name}},
              {"distinguishedName", {path}},
              {"serviceClassName", {"ms-Exchange-AutoDiscover-Service"}},
              {"serviceDNSName", {name}},
              {"keywords", point.words},
              {"serviceBindingInformation", {point.binding}}}};
}

bool InScope(SearchScope scope, std::string_view name, std::string_view base) {
  switch (scope) {
    case SearchScope::kBase:
      return name == base;
    case SearchScope::kOne:
      return IsChildOf(name, base);
    case SearchScope::kSubtree:
      return IsWithin(name, base);
    case SearchScope::kOther:
      break;
  }
  return false;
}

// `entry` with what was asked for; `*` and nothing stand for all.
Entry Chosen(const Entry& entry, const std::vector<std::string>& wanted) {
  const auto asked = [&wanted](std::string_view name) {
    return wanted.empty() ||
           std::ranges::any_of(wanted, [name](const std::string& one) {
             return one == "*" || EqualsIgnoringCase(one, name);
           });
  };
  Entry chosen = {.name = entry.name};
  for (const auto& [name, values] : entry.attributes) {
    if (asked(name)) {
      chosen.attributes.emplace_back(name, values);
    }
    if (asked(name) && name == kCategory) {
      chosen.attributes.back().second.resize(1);  // The short form is no value.
    }
  }
  return chosen;
}

}  // namespace

bool AsksForRoot(const SearchRequest& search) {
  return search.base.empty() && search.scope == SearchScope::kBase;
}

Tree::Tree(const LdapDirectory& directory, const std::string& host)
    : root_(RootEntry(directory.naming_context, host)) {
  if (directory.naming_context.empty()) {
    return;
  }
  entries_.push_back(ConfigurationEntry(directory.naming_context));
  for (const ConnectionPoint& point : directory.points) {
    entries_.push_back(
        PointEntry(point, entries_.size(), directory.naming_context));
  }
}

Tree::Found Tree::Search(const SearchRequest& search) const {
  Found found;
  if (AsksForRoot(search)) {
    if (Matches(search.filter, root_)) {
      found.entries.push_back(Chosen(root_, search.attributes));
    }
    return found;
  }
  const std::string base = FoldedName(search.base);
  bool known = false;
  for (const Entry& entry : entries_) {
    const std::string name = FoldedName(entry.name);
    known = known || IsWithin(name, base);
    if (!InScope(search.scope, name, base) || !Matches(search.filter, entry)) {
      continue;
    }
    if (search.size_limit > 0 &&
        found.entries.size() == static_cast<std::size_t>(search.size_limit)) {
      found.result.code = static_cast<int>(LdapCode::kSizeLimitExceeded);
      return found;
    }
    found.entries.push_back(Chosen(entry, search.attributes));
  }
  if (!known) {
    found.result = {.code = static_cast<int>(LdapCode::kNoSuchObject),
                    .text = "there is no such object in this directory"};
  }
  return found;
}

}  // namespace fake
