// SPDX-License-Identifier: Apache-2.0
//
// A YAML document as a tree of our own, every node with its place in the file.
// The only file that knows yaml-cpp is yaml_tree.cc.

#ifndef FAKE_SERVERS_WORLD_YAML_TREE_H_
#define FAKE_SERVERS_WORLD_YAML_TREE_H_

#include <string>
#include <variant>
#include <vector>

namespace fake {

struct YamlEntry;

struct YamlNode {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  int line = 1;    // From 1.
  int column = 1;  // From 1.
  std::string text;
  bool quoted = false;  // Then `text` is text whatever it looks like.
  std::vector<YamlNode> items;
  std::vector<YamlEntry> entries;  // In the order of the file, doubles and all.
};

struct YamlEntry {
  YamlNode key;
  YamlNode value;
};

// Why there is no tree.
struct YamlError {
  int line = 1;
  int column = 1;
  std::string message;
};

// Reads one document. Aliases are replaced by what they stand for; a document
// that grows beyond a bound through them, or goes too deep, is an error.
[[nodiscard]] std::variant<YamlNode, YamlError> ParseYaml(
    const std::string& text);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_YAML_TREE_H_
