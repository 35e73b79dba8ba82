// SPDX-License-Identifier: Apache-2.0

#include "world/cursor.h"

#include <set>
#include <utility>

#include "world/body_file.h"

namespace fake {
namespace {

const char* KindName(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::kNull:
      return "nothing";
    case YamlNode::Kind::kScalar:
      return "a single value";
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a map";
  }
  return "";
}

}  // namespace

void Cursor::Complain(const std::string& message) const {
  // A value that is left out has no place of its own.
  const bool absent = node_->kind == YamlNode::Kind::kNull;
  ComplainAt(absent ? *key_ : *node_, path_, message);
}

void Cursor::ComplainOfKey(const std::string& message) const {
  ComplainAt(*key_, path_, message);
}

std::optional<std::string> Cursor::ReadFileNamedHere() const {
  BodyFiles* files = context_->files;
  if (files == nullptr) {
    Complain("needs a scenario that is in a file itself");
    return std::nullopt;
  }
  const auto known = files->find(text());
  if (known != files->end()) {
    return known->second;
  }
  BodyFile file = ReadBodyFile(context_->file, text());
  if (!file.problem.empty()) {
    Complain(file.problem);
    return std::nullopt;
  }
  return files->emplace(text(), std::move(file.bytes)).first->second;
}

void Cursor::ComplainOfType(const std::string& wanted) const {
  Complain("must be " + wanted + ", not " + KindName(node_->kind));
}

void Cursor::ComplainAt(const YamlNode& node, const std::string& path,
                        const std::string& message) const {
  context_->problems.push_back({.file = context_->file,
                                .line = node.line,
                                .column = node.column,
                                .field = path,
                                .message = message});
}

void Cursor::ForEachItem(const std::string& wanted,
                         const std::function<void(const Cursor&)>& read) const {
  if (!is_list()) {
    ComplainOfType(wanted);
    return;
  }
  if (node_->items.empty()) {
    Complain("must be " + wanted + ", with at least one element");
  }
  for (std::size_t i = 0; i < node_->items.size(); ++i) {
    read({*context_, *node_->items[i], path_ + '[' + std::to_string(i) + ']'});
  }
}

void Cursor::ForEachEntry(
    const std::string& wanted,
    const std::function<void(const std::string&, const Cursor&)>& read) const {
  if (!is_map()) {
    ComplainOfType(wanted);
    return;
  }
  std::set<std::string> seen;
  for (const YamlEntry& entry : node_->entries) {
    if (entry.key->kind != YamlNode::Kind::kScalar) {
      ComplainAt(*entry.key, path_, "every key must be text");
      continue;
    }
    const std::string& key = entry.key->text;
    if (!seen.insert(key).second) {
      ComplainAt(*entry.key, Below(key), "given twice; keep one");
      continue;
    }
    read(key, {*context_, *entry.value, Below(key), entry.key});
  }
}

std::string Cursor::Below(const std::string& key) const {
  return path_.empty() ? key : path_ + '.' + key;
}

}  // namespace fake
