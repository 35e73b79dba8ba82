// SPDX-License-Identifier: Apache-2.0

#include "world/resolver_reader.h"

#include <string>
#include <vector>

#include "world/names.h"
#include "world/scalars.h"

namespace fake {
namespace {

// resolv.conf(5): the C library reads no more than three servers.
constexpr std::size_t kServersMax = 3;

void ReadServers(const Cursor& at, Resolver& out) {
  static const Words<NameServer> known = {{"alive", NameServer::kAlive},
                                          {"dead", NameServer::kDead},
                                          {"closed", NameServer::kClosed}};
  out.servers.clear();
  at.ForEachItem("a list of name servers", [&out](const Cursor& item) {
    if (const auto word = ReadWord(item, known)) {
      out.servers.push_back(*word);
    }
  });
  if (out.servers.size() > kServersMax) {
    at.Complain("at most three: /etc/resolv.conf takes no more");
  }
}

void ReadSearch(const Cursor& at, Resolver& out) {
  at.ForEachItem("a list of domains", [&out](const Cursor& item) {
    const auto name = ReadText(item);
    if (!name) {
      return;
    }
    if (const auto problem = NameProblem(*name, NameKind::kDns)) {
      item.Complain("not a name: " + *problem);
      return;
    }
    out.search.push_back(CanonicalName(*name));
  });
}

}  // namespace

const FieldTable<Resolver>& ResolverFields() {
  static const Words<DnsTcp> tcp = {{"accept", DnsTcp::kAccept},
                                    {"refused", DnsTcp::kRefused},
                                    {"silent", DnsTcp::kSilent}};
  static const FieldTable<Resolver> table = {
      {"servers", ReadServers},
      {"search", ReadSearch},
      {"tcp", [](const Cursor& at,
                 Resolver& out) { Store(ReadWord(at, tcp), out.tcp); }},
  };
  return table;
}

void ReadResolver(const Cursor& at, Resolver& out) {
  const SeenFields seen =
      ReadFields(at, "a map with `servers`, `search` …", ResolverFields(), out);
}

}  // namespace fake
