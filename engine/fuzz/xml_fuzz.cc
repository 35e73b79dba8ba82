// SPDX-License-Identifier: Apache-2.0
//
// Of a document that was read all text is UTF-8, no element is without a name,
// the bounds hold, and its text can be written and read.

#include "base/utf8.h"
#include "codec/xml.h"
#include "fuzz/target.h"

namespace {

using autodiscover::codec::XmlElement;
using autodiscover::codec::XmlWriter;

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded, and checked.
std::size_t Check(const XmlElement& element, std::size_t depth_left) {
  MustHold(depth_left > 0);
  MustHold(autodiscover::IsUtf8(element.text) && !element.name.empty());
  std::size_t nodes = 1;
  for (const XmlElement& child : element.children) {
    nodes += Check(child, depth_left - 1);
  }
  return nodes;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto limits =
      autodiscover::codec::XmlLimits::From(autodiscover::Policy());
  const auto document =
      autodiscover::codec::ReadXml(AsText(data, size), limits);
  if (!document) {
    MustHold(!document.error().message.empty());
    return 0;
  }
  MustHold(Check(document->root(), limits.depth_max) <= limits.nodes_max);
  XmlWriter writer;
  writer.Open("a");
  writer.Leaf("b", document->root().text);
  const auto again = autodiscover::codec::ReadXml(writer.Finish(), limits);
  MustHold(again && again->root().children.size() == 1);
  return 0;
}
