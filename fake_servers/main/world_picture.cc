// SPDX-License-Identifier: Apache-2.0
//
// Draws what the file says, in its own words: so every field that the format
// has or gets is shown, and a reader can look each one up.

#include "main/world_picture.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "world/names.h"
#include "world/world.h"
#include "world/yaml_tree.h"

namespace fake {
namespace {

using Names = std::set<std::string_view>;

constexpr std::size_t kTextMax = 70;

const YamlNode* Find(const YamlNode* map, std::string_view key) {
  if (map == nullptr) {
    return nullptr;
  }
  const auto found = std::ranges::find_if(
      map->entries,
      [key](const YamlEntry& entry) { return entry.key->text == key; });
  return found == map->entries.end() ? nullptr : found->value;
}

// One line, shortened: bodies can be long.
std::string OneLine(const std::string& text) {
  std::string line = text.substr(0, kTextMax);
  // Not in the middle of a character.
  while (line.size() < text.size() && !line.empty() &&
         (static_cast<unsigned char>(text[line.size()]) & 0xC0U) == 0x80U) {
    line.pop_back();
  }
  std::ranges::replace_if(
      line, [](unsigned char c) { return c < 0x20; }, ' ');
  return line.size() < text.size() ? line + "…" : line;
}

std::string Fields(const YamlNode& map, const Names& left_out);

std::string Value(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return "~";
    case YamlNode::Kind::kScalar:
      return OneLine(node.text);
    case YamlNode::Kind::kMap:
      return "{" + Fields(node, {}) + "}";
    case YamlNode::Kind::kList:
      break;
  }
  std::string text;
  for (const YamlNode* item : node.items) {
    text += (text.empty() ? "" : ", ") + Value(*item);
  }
  return node.items.size() == 1 ? text : "[" + text + "]";
}

// The users alone: their passwords are not shown.
std::string Users(const YamlNode& accounts) {
  std::string text;
  for (const YamlEntry& entry : accounts.entries) {
    text += (text.empty() ? "" : ", ") + entry.key->text;
  }
  return text;
}

std::string Fields(const YamlNode& map, const Names& left_out) {
  std::string text;
  for (const YamlEntry& entry : map.entries) {
    if (!left_out.contains(entry.key->text)) {
      const std::string& key = entry.key->text;
      text += (text.empty() ? "" : ", ") + key + ": " +
              (key == "accounts" ? Users(*entry.value) : Value(*entry.value));
    }
  }
  return text;
}

// What is sent: an ANSWER, or the steps of a script.
void DrawAnswers(const YamlNode& place, const Names& left_out,
                 const std::string& indent, std::ostringstream& out) {
  if (const std::string answer = Fields(place, left_out); !answer.empty()) {
    out << indent << "answers " << answer << '\n';
  }
  const YamlNode* script = Find(&place, "script");
  if (script == nullptr) {
    return;
  }
  for (std::size_t i = 0; i < script->items.size(); ++i) {
    const bool last = i + 1 == script->items.size();
    out << indent << (i == 0 ? "first " : "then ") << Value(*script->items[i])
        << (last && i > 0 ? ", from then on" : "") << '\n';
  }
}

void DrawService(const std::string& port, const YamlNode& service,
                 std::ostringstream& out) {
  const Names front = {"tls", "tcp", "auth"};
  Names behind = {"script", "routes"};
  behind.insert(front.begin(), front.end());
  out << "    " << port;
  for (const YamlEntry& entry : service.entries) {
    if (front.contains(entry.key->text)) {
      out << "  " << entry.key->text << ": " << Value(*entry.value);
    }
  }
  out << '\n';
  DrawAnswers(service, behind, "      ", out);
  const YamlNode* routes = Find(&service, "routes");
  if (routes == nullptr) {
    return;
  }
  for (const YamlNode* route : routes->items) {
    const YamlNode* match = Find(route, "match");
    out << "      where " << (match == nullptr ? "" : Fields(*match, {}))
        << '\n';
    DrawAnswers(*route, {"match", "script"}, "        ", out);
  }
}

void DrawDirectory(const YamlNode& directory, std::ostringstream& out) {
  out << "    ldap  " << Fields(directory, {"points"}) << '\n';
  if (const YamlNode* points = Find(&directory, "points")) {
    for (const YamlNode* point : points->items) {
      out << "      has " << Value(*point) << '\n';
    }
  }
}

void DrawHost(const Host& host, const YamlNode& node, std::ostringstream& out) {
  out << "  " << host.name;
  for (const std::string& address : host.addresses) {
    out << "  " << address;
  }
  out << '\n';
  if (const std::string rest =
          Fields(node, {"addresses", "http", "https", "ldap", "ports"});
      !rest.empty()) {
    out << "    " << rest << '\n';
  }
  if (host.services.empty()) {
    out << "    nothing listens\n";
  }
  if (const YamlNode* http = Find(&node, "http")) {
    DrawService("http 80", *http, out);
  }
  if (const YamlNode* https = Find(&node, "https")) {
    DrawService("https 443", *https, out);
  }
  if (const YamlNode* ldap = Find(&node, "ldap")) {
    DrawDirectory(*ldap, out);
  }
  if (const YamlNode* ports = Find(&node, "ports")) {
    for (const YamlEntry& entry : ports->entries) {
      DrawService("port " + entry.key->text, *entry.value, out);
    }
  }
}

void DrawHosts(const YamlNode* hosts, const World& world,
               std::ostringstream& out) {
  if (hosts == nullptr) {
    return;
  }
  out << "\nHosts\n";
  for (const YamlEntry& entry : hosts->entries) {
    const auto host = std::ranges::find_if(
        world.hosts, [name = CanonicalName(entry.key->text)](
                         const Host& known) { return known.name == name; });
    if (host != world.hosts.end()) {
      DrawHost(*host, *entry.value, out);
    }
  }
}

void DrawNames(const YamlNode* dns, std::ostringstream& out) {
  if (dns == nullptr) {
    return;
  }
  out << "\nNames, besides those of the hosts\n";
  for (const YamlEntry& entry : dns->entries) {
    out << "  " << entry.key->text << "  " << Fields(*entry.value, {}) << '\n';
  }
}

}  // namespace

std::string WorldPicture(const std::string& text, const World& world) {
  const auto parsed = ParseYaml(text);
  const auto* document = std::get_if<YamlDocument>(&parsed);
  if (document == nullptr) {
    return "";
  }
  const YamlNode* described = Find(document->root, "world");
  std::ostringstream out;
  out << world.file << '\n';
  if (const YamlNode* title = Find(document->root, "title")) {
    out << OneLine(title->text) << '\n';
  }
  out << "\nThe client looks for " << world.mailbox.address << ", as user "
      << world.mailbox.username << '\n';
  if (described == nullptr) {
    return out.str();
  }
  const std::string rest =
      Fields(*described, {"dns", "hosts", "accounts", "tokens"});
  if (!rest.empty()) {
    out << "Everywhere: " << rest << '\n';
  }
  if (Find(described, "accounts") != nullptr) {
    out << "Accounts:";
    for (const auto& [user, password] : world.accounts) {
      out << ' ' << user;
    }
    out << '\n';
  }
  DrawNames(Find(described, "dns"), out);
  DrawHosts(Find(described, "hosts"), world, out);
  return out.str();
}

}  // namespace fake
