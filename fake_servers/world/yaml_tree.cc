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

YamlError ErrorAt(const YAML::Mark& mark, const std::string& message) {
  // yaml-cpp counts from 0, and says -1 when it does not know the place.
  return {.line = mark.line < 0 ? 1 : mark.line + 1,
          .column = mark.column < 0 ? 1 : mark.column + 1,
          .message = message};
}

// Builds the document from the parser's events. After the first error it only
// listens.
class Builder final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Add(mark, anchor, MakeNode(mark, YamlNode::Kind::kNull));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) {
      Fail(mark, "an alias inside of what it stands for");
      return;
    }
    Add(mark, 0, known->second);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag,
                YAML::anchor_t anchor, const std::string& value) override {
    CheckTag(mark, tag);
    YamlNode* node = MakeNode(mark, YamlNode::Kind::kScalar);
    node->text = value;
    node->quoted = tag == "!";  // yaml-cpp: "?" is a plain scalar.
    Add(mark, anchor, node);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    CheckTag(mark, tag);
    Open(mark, anchor, YamlNode::Kind::kList);
  }
  void OnSequenceEnd() override { Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    CheckTag(mark, tag);
    Open(mark, anchor, YamlNode::Kind::kMap);
  }
  void OnMapEnd() override { Close(); }

  [[nodiscard]] const std::optional<YamlError>& error() const { return error_; }
  [[nodiscard]] YamlDocument Take() { return std::move(document_); }

 private:
  // A collection that is still open; for a map the key that waits.
  struct OpenNode {
    YamlNode* node = nullptr;
    YAML::Mark mark;
    YAML::anchor_t anchor = 0;
    const YamlNode* key = nullptr;
  };

  YamlNode* MakeNode(const YAML::Mark& mark, YamlNode::Kind kind) {
    document_.nodes.push_back(std::make_unique<YamlNode>());
    YamlNode& node = *document_.nodes.back();
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return &node;
  }

  void Fail(const YAML::Mark& mark, const std::string& message) {
    if (!error_) {
      error_ = ErrorAt(mark, message);
    }
  }

  void CheckTag(const YAML::Mark& mark, const std::string& tag) {
    if (tag != "!" && tag != "?" && !tag.empty()) {
      Fail(mark, "a tag (`!…`) has no meaning here");
    }
  }

  void Open(const YAML::Mark& mark, YAML::anchor_t anchor,
            YamlNode::Kind kind) {
    open_.push_back(
        {.node = MakeNode(mark, kind), .mark = mark, .anchor = anchor});
    if (open_.size() > kDepthMax) {
      Fail(mark, "too deep");
    }
  }

  void Close() {
    const OpenNode closed = open_.back();
    open_.pop_back();
    Add(closed.mark, closed.anchor, closed.node);
  }

  // Puts a complete node where it belongs.
  void Add(const YAML::Mark& mark, YAML::anchor_t anchor,
           const YamlNode* node) {
    if (error_) {
      return;
    }
    if (anchor != 0) {
      anchors_[anchor] = node;
    }
    if (open_.empty()) {
      document_.root = node;
      return;
    }
    OpenNode& parent = open_.back();
    parent.node->size += node->size;
    if (parent.node->size > kNodesMax) {
      Fail(mark, "too long");
    } else if (parent.node->kind == YamlNode::Kind::kList) {
      parent.node->items.push_back(node);
    } else if (parent.key == nullptr) {
      parent.key = node;
    } else {
      parent.node->entries.push_back({.key = parent.key, .value = node});
      parent.key = nullptr;
    }
  }

  YamlDocument document_;
  std::vector<OpenNode> open_;
  std::map<YAML::anchor_t, const YamlNode*> anchors_;
  std::optional<YamlError> error_;
};

std::variant<YamlDocument, YamlError> Parse(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  Builder first;
  const bool any = parser.HandleNextDocument(first);
  if (first.error()) {
    return *first.error();
  }
  Builder second;
  if (any && parser.HandleNextDocument(second)) {
    return YamlError{.message = "more than one document (`---`)"};
  }
  YamlDocument document = first.Take();
  if (document.root == nullptr) {
    return YamlError{.message = "an empty file"};
  }
  return document;
}

}  // namespace

std::variant<YamlDocument, YamlError> ParseYaml(const std::string& text) {
  if (text.size() > kBytesMax) {
    return YamlError{.message = "too long"};
  }
  try {
    return Parse(text);
  } catch (const YAML::Exception& e) {
    return ErrorAt(e.mark, "not YAML: " + e.msg);
  } catch (const std::exception& e) {
    return YamlError{.message = std::string("not YAML: ") + e.what()};
  }
}

}  // namespace fake
