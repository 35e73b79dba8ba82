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

#include "autodiscover/policy.h"
#include "autodiscover/result.h"

namespace autodiscover::codec {

// Neighbours in memory: std::span, which would want to know the type first.
template <typename Item>
class XmlList {
 public:
  XmlList() = default;
  XmlList(const Item* first, std::size_t count)
      : first_(first), last_(first + count) {}

  [[nodiscard]] const Item* begin() const { return first_; }
  [[nodiscard]] const Item* end() const { return last_; }
  [[nodiscard]] bool empty() const { return first_ == last_; }
  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(last_ - first_);
  }
  const Item& operator[](std::size_t place) const { return first_[place]; }

 private:
  const Item* first_ = nullptr;
  const Item* last_ = nullptr;
};

// An element that was read. Comments, processing instructions and prefixes are
// gone; character data is joined, decoded once (POX-15), and is valid UTF-8.
// All of it is in the memory of its document.
struct XmlElement {
  // The URI; empty: none, or an undeclared prefix.
  std::string_view name_space;
  std::string_view name;  // Without its prefix.
  // Local name → value; those of `xmlns` are left out.
  XmlList<std::pair<std::string_view, std::string_view>> attributes;
  std::string_view text;
  XmlList<XmlElement> children;

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

// A document that was read. Its elements live as long, wherever it is moved.
class XmlDocument {
 public:
  struct Parts;  // ReadXml alone knows them.

  XmlDocument();  // Without a root.
  explicit XmlDocument(std::unique_ptr<Parts> parts);
  ~XmlDocument();
  XmlDocument(XmlDocument&& other) noexcept;
  XmlDocument& operator=(XmlDocument&& other) noexcept;
  XmlDocument(const XmlDocument&) = delete;
  XmlDocument& operator=(const XmlDocument&) = delete;

  // REQUIRES: it was read.
  [[nodiscard]] const XmlElement& root() const;

 private:
  std::unique_ptr<Parts> parts_;
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
[[nodiscard]] Result<XmlDocument> ReadXml(std::string_view bytes,
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
