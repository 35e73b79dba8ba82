// SPDX-License-Identifier: Apache-2.0

#include "world/sought.h"

#include <string>
#include <string_view>
#include <vector>

#include "history/letter_case.h"

namespace fake {
namespace {

// NAME=VALUE; ATTRIBUTES…
std::string CookieValue(std::string_view header) {
  const std::string_view pair = header.substr(0, header.find(';'));
  const std::size_t equals = pair.find('=');
  return std::string(
      equals == std::string_view::npos ? pair : pair.substr(equals + 1));
}

void AddCookies(const std::vector<Answer>& script, Sought& out) {
  for (const Answer& answer : script) {
    for (const auto& [name, value] : answer.headers) {
      if (EqualsIgnoringCase(name, "Set-Cookie")) {
        out.cookies.push_back(CookieValue(value));
      }
    }
  }
}

}  // namespace

Sought SoughtIn(const World& world) {
  Sought out{.passwords = {world.mailbox.password},
             .tokens = {world.mailbox.token},
             .addresses = {world.mailbox.address}};
  for (const auto& [user, password] : world.accounts) {
    out.passwords.push_back(password);
    if (user.find('@') != std::string::npos && user != world.mailbox.address) {
      out.addresses.push_back(user);
    }
  }
  for (const auto& [token, audience] : world.tokens) {
    out.tokens.push_back(token);
  }
  for (const Host& host : world.hosts) {
    for (const Service& service : host.services) {
      AddCookies(service.script, out);
      for (const Route& route : service.routes) {
        AddCookies(route.script, out);
      }
    }
  }
  return out;
}

}  // namespace fake
