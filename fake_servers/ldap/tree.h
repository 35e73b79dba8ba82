// SPDX-License-Identifier: Apache-2.0
//
// The entries of a directory as Active Directory would hold them: the root,
// the configuration, and the objects that name Autodiscover services.

#ifndef FAKE_SERVERS_LDAP_TREE_H_
#define FAKE_SERVERS_LDAP_TREE_H_

#include <string>
#include <vector>

#include "ldap/filter.h"
#include "ldap/reply.h"
#include "ldap/request.h"
#include "world/world.h"

namespace fake {

// Immutable, so safe for threads.
class Tree {
 public:
  Tree(const LdapDirectory& directory, const std::string& host);

  struct Found {
    LdapResult result;
    std::vector<Entry> entries;  // With the attributes that were asked for.
  };
  [[nodiscard]] Found Search(const SearchRequest& search) const;

 private:
  Entry root_;  // Has no name, and is found by a search for itself alone.
  std::vector<Entry> entries_;
};

// Whether it is about the root alone, which everybody may see.
[[nodiscard]] bool AsksForRoot(const SearchRequest& search);

}  // namespace fake

#endif  // FAKE_SERVERS_LDAP_TREE_H_
