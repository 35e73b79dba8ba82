// SPDX-License-Identifier: Apache-2.0

#include "codec/pox.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "codec/namespaces.h"
#include "codec/test_bodies.h"

namespace autodiscover::codec {
namespace {

using testing::PoxAccount;
using testing::PoxError;
using testing::PoxSettings;

XmlLimits Limits() { return XmlLimits::From(Policy()); }

Answer Read(std::string_view body) { return ReadPoxResponse(body, Limits()); }

Settings SettingsIn(std::string_view body) {
  const Answer answer = Read(body);
  const auto* settings = std::get_if<SettingsAnswer>(&answer);
  EXPECT_NE(settings, nullptr) << body;
  return settings == nullptr ? Settings{} : settings->settings;
}

std::string CodeIn(std::string_view body) {
  const Answer answer = Read(body);
  const auto* error = std::get_if<ErrorAnswer>(&answer);
  return error == nullptr ? "no error" : error->code;
}

TEST(WritePoxRequest, HasTheNamesAndTheAddress) {
  const std::string address = "a&b'<x>@corp.test";
  const Result<XmlDocument> document =
      ReadXml(WritePoxRequest(address), Limits());
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().name, "Autodiscover");
  EXPECT_EQ(document->root().name_space, kPoxOutlookRequest);
  const XmlElement* request =
      document->root().Child(kPoxOutlookRequest, "Request");
  ASSERT_NE(request, nullptr);
  ASSERT_EQ(request->children.size(), 2U);
  EXPECT_EQ(request->ChildText(kPoxOutlookRequest, "EMailAddress"), address);
  EXPECT_EQ(request->ChildText(kPoxOutlookRequest, "AcceptableResponseSchema"),
            kPoxOutlookResponse);
}

TEST(ReadPoxResponse, ReadsSettings) {
  const Settings settings = SettingsIn(PoxAccount(
      "<Action>settings</Action>"
      "<Protocol><OOFUrl>o</OOFUrl><Type> EXCH </Type><ASUrl>a</ASUrl>"
      "<Type>late</Type></Protocol>"
      "<Protocol><Type>WEB</Type><Internal><Protocol><Type>EXCH</Type><ASUrl>"
      "nested</ASUrl></Protocol></Internal></Protocol>"
      "<Protocol Type=\"mapiHttp\" Version=\"1\"><MailStore><ExternalUrl>m"
      "</ExternalUrl></MailStore></Protocol>"
      "<AlternativeMailbox><Type>Archive</Type></AlternativeMailbox>"));
  EXPECT_EQ(settings.display_name, "Ann");
  ASSERT_EQ(settings.protocols.size(), 3U);
  EXPECT_EQ(settings.protocols[0].type, "EXCH");
  EXPECT_EQ(settings.protocols[0].values.at("ASUrl"), "a");
  EXPECT_EQ(settings.protocols[0].values.at("OOFUrl"), "o");
  EXPECT_FALSE(settings.protocols[1].values.contains("ASUrl"));
  EXPECT_EQ(settings.protocols[2].type, "mapiHttp");
  EXPECT_EQ(settings.protocols[2].values.at("MailStore.ExternalUrl"), "m");
}

TEST(ReadPoxResponse, TakesOtherPrefixes) {
  const Settings settings = SettingsIn(
      "<o:Autodiscover xmlns:o=\"http://schemas.microsoft.com/exchange/"
      "autodiscover/responseschema/2006\" xmlns:i=\"http://schemas.microsoft."
      "com/exchange/autodiscover/outlook/responseschema/2006a\"><i:Response>"
      "<x:Account xmlns:x='urn:x'><i:Action>redirectUrl</i:Action></x:Account>"
      "<i:Account><i:Protocol><!-- c --><i:Type>EXPR</i:Type></i:Protocol>"
      "<i:Action>settings</i:Action></i:Account><i:User>"
      "<i:AutoDiscoverSMTPAddress>ann@corp.test</i:AutoDiscoverSMTPAddress>"
      "</i:User></i:Response></o:Autodiscover>");
  ASSERT_EQ(settings.protocols.size(), 1U);
  EXPECT_EQ(settings.smtp_address, "ann@corp.test");
}

TEST(ReadPoxResponse, DecidesByAction) {
  const Answer url = Read(PoxAccount(
      "<RedirectAddr>a@corp.test</RedirectAddr><Action>redirectUrl</Action>"
      "<RedirectUrl> https://x.test/ </RedirectUrl>"));
  EXPECT_EQ(std::get<RedirectUrlAnswer>(url).url, "https://x.test/");
  const Answer address = Read(PoxAccount(
      "<Action>RedirectAddr</Action><RedirectAddr>a@corp.test</RedirectAddr>"));
  EXPECT_EQ(std::get<RedirectAddressAnswer>(address).address, "a@corp.test");
  // Without Action, settings are settings.
  (void)SettingsIn(PoxAccount("<Protocol><Type>EXPR</Type></Protocol>"));
  for (const char* account :
       {"", "<Action>dance</Action><Protocol><Type>EXPR</Type></Protocol>",
        "<Action>redirectUrl</Action>", "<Action>redirectAddr</Action>",
        "<RedirectUrl>https://x.test/</RedirectUrl>"}) {
    EXPECT_TRUE(std::holds_alternative<NoAnswer>(Read(PoxAccount(account))))
        << account;
  }
}

TEST(ReadPoxResponse, ReadsWhatStandsBesideTheBlocks) {
  const Settings settings = SettingsIn(PoxAccount(
      "<AccountType>Email</AccountType><Action>settings</Action>"
      "<MicrosoftOnline>False</MicrosoftOnline><ConsumerMailbox>True"
      "</ConsumerMailbox><AutoDiscoverSMTPAddress>b@corp.test"
      "</AutoDiscoverSMTPAddress><PublicFolderInformation><SmtpAddress>"
      "pf@corp.test</SmtpAddress></PublicFolderInformation>"
      "<x:Protocol xmlns:x='urn:x'><Type>EXPR</Type></x:Protocol>"));
  EXPECT_EQ(settings.account_type, "Email");
  EXPECT_EQ(settings.microsoft_online, false);
  EXPECT_EQ(settings.consumer_mailbox, true);
  EXPECT_EQ(settings.smtp_address, "b@corp.test");
  EXPECT_EQ(settings.public_folder_address, "pf@corp.test");
  EXPECT_TRUE(settings.protocols.empty());
}

std::string WhyNone(std::string_view body) {
  const Answer answer = Read(body);
  const auto* none = std::get_if<NoAnswer>(&answer);
  return none == nullptr ? "an answer" : none->why;
}

// POX-10. Fails if settings of something else are taken for those of mail.
TEST(ReadPoxResponse, SaysWhatIsMissing) {
  EXPECT_EQ(WhyNone(PoxAccount("<AccountType>nntp</AccountType><Action>settings"
                               "</Action><Protocol><Type>EXPR</Type>"
                               "</Protocol>")),
            "is about an account of the type \"nntp\", not about mail");
  EXPECT_EQ(WhyNone(StrCat("<Autodiscover xmlns='", kPoxResponse,
                           "'><Response/></Autodiscover>")),
            "has no Account in it");
}

// Fails if an error is overlooked because of where it stands (ERR-04).
TEST(ReadPoxResponse, FindsErrorsWhereverServersPutThem) {
  EXPECT_EQ(CodeIn(PoxError("500", "no")), "500");
  EXPECT_EQ(CodeIn(PoxAccount("<Error><ErrorCode>501</ErrorCode></Error>")),
            "501");
  for (const std::string_view inner :
       {kPoxResponse, kPoxOutlookResponse, kPoxMobileSyncResponse}) {
    EXPECT_EQ(CodeIn(StrCat("<Autodiscover xmlns=\"", kPoxResponse,
                            "\"><Response xmlns=\"", inner,
                            "\"><Error><ErrorCode>601</ErrorCode></Error>"
                            "</Response></Autodiscover>")),
              "601");
  }
}

TEST(ReadPoxResponse, KeepsWhatAnErrorSays) {
  const Answer answer = Read(PoxError("503", "Not &lt;now&gt;"));
  const auto& error = std::get<ErrorAnswer>(answer);
  EXPECT_EQ(error.code, "503");
  EXPECT_EQ(error.message, "Not <now>");
  EXPECT_EQ(error.time, "10:20:30.1");
  EXPECT_EQ(error.id, "123");
}

// Whether `body` is no answer, and something else's.
bool IsForeign(std::string_view body) {
  const Answer answer = Read(body);
  const auto* none = std::get_if<NoAnswer>(&answer);
  EXPECT_NE(none, nullptr) << body;
  return none != nullptr && none->foreign;
}

TEST(ReadPoxResponse, TellsForeignBodiesFromBrokenOnes) {
  constexpr std::string_view kNotOurNamespace =
      "<Autodiscover xmlns='https://schemas.microsoft.com/exchange/"
      "autodiscover/responseschema/2006'/>";
  EXPECT_TRUE(IsForeign(kNotOurNamespace));
  for (const char* body : {"", "  ", "<!DOCTYPE html><p>", "<html/>", "{}",
                           "Not Found", "<rss/>", "<Autodiscover/>"}) {
    EXPECT_TRUE(IsForeign(body)) << body;
  }
  EXPECT_FALSE(IsForeign(StrCat("<Autodiscover xmlns='", kPoxResponse, "'/>")));
  EXPECT_FALSE(IsForeign(PoxSettings("x").substr(0, 250)));
  EXPECT_FALSE(IsForeign("<!DOCTYPE a [<!ENTITY b 'c'>]><Autodiscover/>"));
}

}  // namespace
}  // namespace autodiscover::codec
