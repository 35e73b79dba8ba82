// SPDX-License-Identifier: Apache-2.0

#include <pugixml.hpp>

#include "codec/xml.h"

namespace autodiscover::codec {
namespace {

// Collects the output without a stream.
class StringWriter : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    text_.append(static_cast<const char*>(data), size);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

struct XmlWriter::Document {
  pugi::xml_document document;
  pugi::xml_node open = document.root();
};

XmlWriter::XmlWriter() : document_(std::make_unique<Document>()) {
  pugi::xml_node declaration =
      document_->document.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("utf-8");
}

XmlWriter::~XmlWriter() = default;

void XmlWriter::Open(std::string_view name) {
  document_->open = document_->open.append_child(std::string(name).c_str());
}

void XmlWriter::Attribute(std::string_view name, std::string_view value) {
  document_->open.append_attribute(std::string(name).c_str())
      .set_value(std::string(value).c_str());
}

void XmlWriter::Leaf(std::string_view name, std::string_view text) {
  Open(name);
  document_->open.text().set(std::string(text).c_str());
  Close();
}

void XmlWriter::Close() { document_->open = document_->open.parent(); }

std::string XmlWriter::Finish() const {
  StringWriter writer;
  document_->document.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return writer.text();
}

}  // namespace autodiscover::codec
