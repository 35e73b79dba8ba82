// SPDX-License-Identifier: Apache-2.0
//
// A place in a scenario file: a node, the path that led to it, and the list
// that takes the problems found there. Everything that reads a file reads it
// through cursors, so that no problem lacks its line and its field.

#ifndef FAKE_SERVERS_WORLD_CURSOR_H_
#define FAKE_SERVERS_WORLD_CURSOR_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "world/world_file.h"
#include "world/yaml_tree.h"

namespace fake {

// What is shared by all cursors of one file.
struct ReadContext {
  std::string file;
  std::vector<Problem> problems;
  BodyFiles* files = nullptr;  // Null: no file may be read.
};

class Cursor {
 public:
  // All of these must outlive the cursor.
  Cursor(ReadContext& context, const YamlNode& node, std::string path,
         const YamlNode* key = nullptr)
      : context_(&context),
        node_(&node),
        key_(key != nullptr ? key : &node),
        path_(std::move(path)) {}

  [[nodiscard]] const YamlNode& node() const { return *node_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& text() const { return node_->text; }

  [[nodiscard]] bool is_map() const {
    return node_->kind == YamlNode::Kind::kMap;
  }
  [[nodiscard]] bool is_list() const {
    return node_->kind == YamlNode::Kind::kList;
  }
  [[nodiscard]] bool is_scalar() const {
    return node_->kind == YamlNode::Kind::kScalar;
  }

  // Notes a problem here. `message` says what is wrong and what is allowed.
  // It never quotes a value that could be a password.
  void Complain(const std::string& message) const;

  // The same at the key whose value this is.
  void ComplainOfKey(const std::string& message) const;

  // The bytes of the file that is named here, beside the scenario's; nothing
  // after a complaint.
  [[nodiscard]] std::optional<std::string> ReadFileNamedHere() const;

  // Notes that a wrong type of node is here: `must be WANTED, not a list`.
  void ComplainOfType(const std::string& wanted) const;

  // Calls `read` for each element; complains of what is no list, and of an
  // empty one.
  void ForEachItem(const std::string& wanted,
                   const std::function<void(const Cursor&)>& read) const;

  // Calls `read` with each key and the place of its value; complains of what is
  // no map, of keys that are no text, and of a key that comes twice.
  void ForEachEntry(
      const std::string& wanted,
      const std::function<void(const std::string&, const Cursor&)>& read) const;

 private:
  void ComplainAt(const YamlNode& node, const std::string& path,
                  const std::string& message) const;
  [[nodiscard]] std::string Below(const std::string& key) const;

  ReadContext* context_;
  const YamlNode* node_;
  const YamlNode* key_;
  std::string path_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_CURSOR_H_
