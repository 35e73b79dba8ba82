// SPDX-License-Identifier: Apache-2.0

#include "world/yaml_tree.h"

#include <cstddef>
#include <exception>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace fake {
namespace {

// A scenario has some hundred nodes.
constexpr std::size_t kBytesMax = 4'000'000;
constexpr std::size_t kNodesMax = 100'000;
constexpr std::size_t kDepthMax = 64;

std::size_t CountNodes(const YamlNode& node) {
  std::size_t count = 1;
  for (const YamlNode& item : node.items) {
    count += CountNodes(item);
  }
  for (const YamlEntry& entry : node.entries) {
    count += CountNodes(entry.key) + CountNodes(entry.value);
  }
  return count;
}

// Builds the tree from the parser's events. After the first error it only
// listens.
class Builder final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Add(At(mark), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) {
      Fail(mark, "an alias inside of what it stands for");
      return;
    }
    Add(known->second, 0, CountNodes(known->second));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag,
                YAML::anchor_t anchor, const std::string& value) override {
    YamlNode node = At(mark);
    node.kind = YamlNode::Kind::kScalar;
    node.text = value;
    node.quoted = tag == "!";  // yaml-cpp: "?" is a plain scalar.
    CheckTag(mark, tag);
    Add(std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(mark, tag, anchor, YamlNode::Kind::kList);
  }
  void OnSequenceEnd() override { Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    Open(mark, tag, anchor, YamlNode::Kind::kMap);
  }
  void OnMapEnd() override { Close(); }

  [[nodiscard]] const std::optional<YamlError>& error() const { return error_; }
  [[nodiscard]] std::optional<YamlNode> TakeRoot() { return std::move(root_); }

 private:
  // A collection that is still open; for a map the key that waits.
  struct OpenNode {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    std::optional<YamlNode> key;
  };

  static YamlNode At(const YAML::Mark& mark) {
    YamlNode node;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return node;
  }

  void Fail(const YAML::Mark& mark, const std::string& message) {
    if (!error_) {
      error_ = YamlError{mark.line + 1, mark.column + 1, message};
    }
  }

  void CheckTag(const YAML::Mark& mark, const std::string& tag) {
    if (tag != "!" && tag != "?" && !tag.empty()) {
      Fail(mark, "a tag (`!…`) has no meaning here");
    }
  }

  void Open(const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor, YamlNode::Kind kind) {
    CheckTag(mark, tag);
    YamlNode node = At(mark);
    node.kind = kind;
    open_.push_back({std::move(node), anchor, std::nullopt});
    if (open_.size() > kDepthMax) {
      Fail(mark, "too deep");
    }
  }

  void Close() {
    OpenNode closed = std::move(open_.back());
    open_.pop_back();
    Add(std::move(closed.node), closed.anchor);
  }

  // `nodes`: how many are new with it; what a collection holds was counted
  // before.
  void Add(YamlNode node, YAML::anchor_t anchor, std::size_t nodes = 1) {
    nodes_ += nodes + (anchor != 0 ? CountNodes(node) : 0);
    if (nodes_ > kNodesMax && !error_) {
      error_ = YamlError{node.line, node.column, "too long"};
    }
    if (error_) {
      return;
    }
    if (anchor != 0) {
      anchors_[anchor] = node;
    }
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    OpenNode& parent = open_.back();
    if (parent.node.kind == YamlNode::Kind::kList) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
      parent.key = std::move(node);
    } else {
      parent.node.entries.push_back({*std::move(parent.key), std::move(node)});
      parent.key.reset();
    }
  }

  std::vector<OpenNode> open_;
  std::map<YAML::anchor_t, YamlNode> anchors_;
  std::optional<YamlNode> root_;
  std::optional<YamlError> error_;
  std::size_t nodes_ = 0;
};

std::variant<YamlNode, YamlError> Parse(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  Builder first;
  if (!parser.HandleNextDocument(first)) {
    return YamlError{.message = "an empty file"};
  }
  Builder second;
  if (!first.error() && parser.HandleNextDocument(second)) {
    return YamlError{.message = "more than one document (`---`)"};
  }
  if (first.error()) {
    return *first.error();
  }
  std::optional<YamlNode> root = first.TakeRoot();
  if (!root) {
    return YamlError{.message = "an empty file"};
  }
  return *std::move(root);
}

}  // namespace

std::variant<YamlNode, YamlError> ParseYaml(const std::string& text) {
  if (text.size() > kBytesMax) {
    return YamlError{.message = "too long"};
  }
  try {
    return Parse(text);
  } catch (const YAML::Exception& e) {
    const YAML::Mark& mark = e.mark;
    // yaml-cpp says -1 when it does not know the place.
    return YamlError{mark.line < 0 ? 1 : mark.line + 1,
                     mark.column < 0 ? 1 : mark.column + 1,
                     "not YAML: " + e.msg};
  } catch (const std::exception& e) {
    return YamlError{.message = std::string("not YAML: ") + e.what()};
  }
}

}  // namespace fake
