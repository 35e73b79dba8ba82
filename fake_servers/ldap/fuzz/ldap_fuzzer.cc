// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are a message of a certain length, the beginning of one, or none;
// any message is a request, or malformed. What is asked is written and
// answered, and an answer is a whole message again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "ldap/reply.h"
#include "ldap/request.h"
#include "ldap/tree.h"

namespace {

void Require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

const fake::Tree& TestTree() {
  static const fake::Tree tree(
      {.naming_context = "CN=Configuration,DC=corp,DC=test",
       .points = {{.binding = "https://a.test/", .words = {"one", "Site=x"}}}},
      "dc.corp.test");
  return tree;
}

void CheckMessage(const std::string& message) {
  Require(fake::MessageLength(message) == message.size());
}

void CheckSearch(int id, const fake::SearchRequest& search) {
  Require(fake::ToString(search.filter).starts_with('('));
  const fake::Tree::Found found = TestTree().Search(search);
  for (const fake::Entry& entry : found.entries) {
    CheckMessage(fake::EntryMessage(id, entry, search.types_only));
  }
  CheckMessage(
      fake::ResultMessage(id, fake::LdapReplyKind::kSearchDone, found.result));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto length = fake::MessageLength(bytes);
  if (!length || *length == 0 || *length > size) {
    return 0;
  }
  const auto request = fake::ReadLdapRequest(bytes.substr(0, *length));
  if (!request) {
    return 0;
  }
  if (const auto* search =
          std::get_if<fake::SearchRequest>(&request->operation)) {
    CheckSearch(request->id, *search);
  }
  return 0;
}
