// SPDX-License-Identifier: Apache-2.0
//
// XML as this project needs it: a bounded tree with namespaces resolved on the
// way in, and properly escaped text on the way out (IN-06).

#ifndef AUTODISCOVER_CODEC_XML_H_
#define AUTODISCOVER_CODEC_XML_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "autodiscover/policy.h"
#include "autodiscover/result.h"

namespace autodiscover::codec {

// An element that was read. Comments, processing instructions and prefixes are
// gone; character data is joined, decoded once (POX-15), and is valid UTF-8.
struct XmlElement {
  std::string name_space;  // The URI; empty: none, or an undeclared prefix.
  std::string name;        // Without its prefix.
  // Local name → value; those of `xmlns` are left out.
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;
  std::vector<XmlElement> children;

  // The first child of that name in that namespace; or nullptr.
  [[nodiscard]] const XmlElement* Child(std::string_view child_space,
                                        std::string_view child_name) const;
  // The text of that child, without blanks around it; empty if there is none.
  [[nodiscard]] std::string ChildText(std::string_view child_space,
                                      std::string_view child_name) const;
  // The value, or empty.
  [[nodiscard]] std::string_view Attribute(std::string_view key) const;
  // `xsi:nil="true"`.
  [[nodiscard]] bool IsNil() const;
};

// What a server may send (SEC-02); the values are Policy's.
struct XmlLimits {
  std::size_t bytes_max = 0;
  std::size_t depth_max = 0;
  std::size_t nodes_max = 0;  // Elements and attributes together.

  static XmlLimits From(const Policy& policy);
};

// Reads one document: UTF-8 or UTF-16, with or without declaration, byte-order
// mark and blanks in front (POX-08). Refuses a DTD whatever is in it (SEC-01),
// more than one root, and what is cut short. Fails with kServerError and the
// rest of a sentence that begins "the answer ".
[[nodiscard]] Result<XmlElement> ReadXml(std::string_view bytes,
                                         const XmlLimits& limits);

// Writes one document from its root inwards. Names carry their prefix.
class XmlWriter {
 public:
  XmlWriter();
  XmlWriter(const XmlWriter&) = delete;
  XmlWriter& operator=(const XmlWriter&) = delete;
  XmlWriter(XmlWriter&&) = delete;
  XmlWriter& operator=(XmlWriter&&) = delete;
  ~XmlWriter();

  // Begins an element inside the one that is open.
  void Open(std::string_view name);
  // Gives the open element an attribute.
  void Attribute(std::string_view name, std::string_view value);
  // Writes a whole element that holds nothing but `text`.
  void Leaf(std::string_view name, std::string_view text);
  // Ends the open element. REQUIRES: one is open.
  void Close();
  // The document in UTF-8, with a declaration. Elements still open are ended.
  [[nodiscard]] std::string Finish() const;

 private:
  struct Document;
  std::unique_ptr<Document> document_;
};

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_XML_H_
