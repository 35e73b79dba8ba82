// SPDX-License-Identifier: Apache-2.0
//
// A YAML document as a tree of our own, every node with its place in the file.
// The only file that knows yaml-cpp is yaml_tree.cc.

#ifndef FAKE_SERVERS_WORLD_YAML_TREE_H_
#define FAKE_SERVERS_WORLD_YAML_TREE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace fake {

struct YamlNode;

struct YamlEntry {
  const YamlNode* key = nullptr;
  const YamlNode* value = nullptr;
};

struct YamlNode {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  int line = 1;    // From 1.
  int column = 1;  // From 1.
  std::string text;
  bool quoted = false;  // Then `text` is text whatever it looks like.
  std::vector<const YamlNode*> items;
  std::vector<YamlEntry> entries;  // In the order of the file, doubles and all.
  std::size_t size = 1;  // Nodes in it, itself included, aliases written out.
};

// Owns its nodes, which stay where they are when it is moved. An alias is the
// very node that it stands for.
struct YamlDocument {
  std::vector<std::unique_ptr<YamlNode>> nodes;
  const YamlNode* root = nullptr;
};

// Why there is no document.
struct YamlError {
  int line = 1;
  int column = 1;
  std::string message;
};

// Reads one document. One that would grow beyond a bound with its aliases
// written out, or goes too deep, is an error. On success there is a root.
[[nodiscard]] std::variant<YamlDocument, YamlError> ParseYaml(
    const std::string& text);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_YAML_TREE_H_
