// SPDX-License-Identifier: Apache-2.0
//
// One Protocol block: each element in its field, and what a block has when the
// server leaves something out (POX-13, POX-14, POX-17).

#include "codec/pox_protocol.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "autodiscover/setting_names.h"

#include "base/strings.h"

namespace autodiscover::codec {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// The block with `inside`, in Outlook's namespace.
ProtocolSettings Block(std::string_view inside) {
  const Result<XmlDocument> block =
      ReadXml(StrCat("<Protocol xmlns=\"http://schemas.microsoft.com/exchange/"
                     "autodiscover/outlook/responseschema/2006a\">",
                     inside, "</Protocol>"),
              XmlLimits::From(Policy()));
  EXPECT_TRUE(block) << inside;
  return block ? ReadProtocol(block->root()) : ProtocolSettings{};
}

TEST(ReadProtocol, PutsEachTextIntoItsField) {
  const ProtocolSettings block = Block(
      "<Server>a</Server><ServerDN>b</ServerDN><ServerVersion>c"
      "</ServerVersion><MdbDN>d</MdbDN><PublicFolderServer>e"
      "</PublicFolderServer><AD>f</AD><LoginName>g</LoginName><DomainName>h"
      "</DomainName><Encryption>i</Encryption><AuthPackage>j</AuthPackage>"
      "<EwsUrl>k</EwsUrl><ASUrl>l</ASUrl><EmwsUrl>m</EmwsUrl><EwsPartnerUrl>n"
      "</EwsPartnerUrl><SharingUrl>o</SharingUrl><OOFUrl>p</OOFUrl><UMUrl>q"
      "</UMUrl><OABUrl>r</OABUrl><SiteMailboxCreationURL>s"
      "</SiteMailboxCreationURL><GroupingInformation>t</GroupingInformation>");
  EXPECT_EQ(block.server, "a");
  EXPECT_EQ(block.server_dn, "b");
  EXPECT_EQ(block.server_version, "c");
  EXPECT_EQ(block.mailbox_database_dn, "d");
  EXPECT_EQ(block.public_folder_server, "e");
  EXPECT_EQ(block.directory_server, "f");
  EXPECT_EQ(block.login_name, "g");
  EXPECT_EQ(block.domain_name, "h");
  EXPECT_EQ(block.encryption, "i");
  EXPECT_EQ(block.auth_package, "j");
  EXPECT_EQ(block.ews_url, "k");
  EXPECT_EQ(block.as_url, "l");
  EXPECT_EQ(block.ews_management_url, "m");
  EXPECT_EQ(block.ews_partner_url, "n");
  EXPECT_EQ(block.sharing_url, "o");
  EXPECT_EQ(block.oof_url, "p");
  EXPECT_EQ(block.um_url, "q");
  EXPECT_EQ(block.oab_url, "r");
  EXPECT_EQ(block.site_mailbox_url, "s");
  EXPECT_EQ(block.grouping_information, "t");
}

TEST(ReadProtocol, ReadsSwitchesAndNumbers) {
  const ProtocolSettings block = Block(
      "<SSL>Off</SSL><SPA>false</SPA><AuthRequired>OFF</AuthRequired>"
      "<DomainRequired>on</DomainRequired><UsePOPAuth>True</UsePOPAuth>"
      "<SMTPLast>on</SMTPLast><ServerExclusiveConnect>on"
      "</ServerExclusiveConnect><Port>993</Port><ReferralPort>1</ReferralPort>"
      "<TTL>0</TTL>");
  EXPECT_FALSE(block.tls);
  EXPECT_FALSE(block.secure_password);
  EXPECT_FALSE(block.auth_required);
  EXPECT_TRUE(block.domain_required);
  EXPECT_TRUE(block.pop_before_smtp);
  EXPECT_TRUE(block.smtp_last);
  EXPECT_TRUE(block.server_exclusive_connect);
  EXPECT_EQ(block.port, 993);
  EXPECT_EQ(block.referral_port, 1);
  EXPECT_EQ(block.ttl_hours, 0);
}

// Fails if a typing error of a server turns TLS off, or becomes a number.
TEST(ReadProtocol, KeepsToTheDefaultWhereItCannotRead) {
  const ProtocolSettings block = Block(
      "<SSL>perhaps</SSL><DomainRequired/><Port>-1</Port><TTL>1.5</TTL>"
      "<ReferralPort>9999999999</ReferralPort>");
  EXPECT_TRUE(block.tls);
  EXPECT_FALSE(block.domain_required);
  EXPECT_EQ(block.port, std::nullopt);
  EXPECT_EQ(block.ttl_hours, std::nullopt);
  EXPECT_EQ(block.referral_port, std::nullopt);
  EXPECT_EQ(block.values.at("SSL"), "perhaps");
}

TEST(ReadProtocol, KnowsTheDocumentedDefaults) {
  const ProtocolSettings block = Block("<Type>EXPR</Type><Server>m</Server>");
  EXPECT_EQ(block.certificate_principal, "msstd:m");
  EXPECT_EQ(
      Block("<Type>exhttp</Type><Server>m</Server>").certificate_principal,
      "msstd:m");
  for (const char* other :
       {"<Type>EXPR</Type>", "<Type>EXCH</Type><Server>m</Server>",
        "<Type>EXPR</Type><Server>m</Server><SSL>Off</SSL>"}) {
    EXPECT_EQ(Block(other).certificate_principal, "") << other;
  }
  EXPECT_EQ(Block("<Type>EXPR</Type><Server>m</Server><CertPrincipalName>none"
                  "</CertPrincipalName>")
                .certificate_principal,
            "none");
}

TEST(ReadProtocol, ReadsThePartsOfTheControlPanel) {
  const ProtocolSettings block = Block(
      "<EcpUrl>https://e.test/ecp/</EcpUrl><EcpUrl-um>?p=um</EcpUrl-um>"
      "<EcpUrl-ret>?p=ret</EcpUrl-ret>");
  EXPECT_EQ(block.ecp_url, "https://e.test/ecp/");
  EXPECT_THAT(block.ecp_parts,
              ElementsAre(Pair("ret", "?p=ret"), Pair("um", "?p=um")));
}

TEST(ReadProtocol, TellsTheSidesOfTheWebApart) {
  const ProtocolSettings block = Block(
      "<Type>WEB</Type>"
      "<External><OWAUrl "
      "AuthenticationMethod=\"Fba\">https://x.test/owa</OWAUrl>"
      "<Protocol><Type>EXPR</Type><ASUrl>x</ASUrl></Protocol></External>"
      "<Internal><OWAUrl AuthenticationMethod=\" Basic, Ntlm \">https://i.test"
      "</OWAUrl><Protocol><Type>EXCH</Type><ASUrl>i</ASUrl></Protocol>"
      "</Internal>");
  ASSERT_EQ(block.web_access.size(), 2U);
  EXPECT_EQ(block.web_access[0],
            (WebAccess{.url = "https://x.test/owa", .authentication = "Fba"}));
  EXPECT_EQ(block.web_access[1], (WebAccess{.url = "https://i.test",
                                            .authentication = "Basic, Ntlm",
                                            .internal = true}));
  ASSERT_EQ(block.nested.size(), 2U);
  EXPECT_EQ(block.nested[0].as_url, "x");
  EXPECT_EQ(block.nested[1].as_url, "i");
  EXPECT_EQ(block.as_url, "");
}

TEST(ReadProtocol, ReadsMapiWrittenInElements) {
  const ProtocolSettings block = Block(
      "<Type>mapiHttp</Type><Version>1</Version><MailStore><InternalUrl>i"
      "</InternalUrl></MailStore><AddressBook><ExternalUrl>x</ExternalUrl>"
      "</AddressBook>");
  EXPECT_EQ(block.version, "1");
  EXPECT_EQ(block.mail_store, (ServiceUrls{.internal = "i"}));
  EXPECT_EQ(block.address_book, (ServiceUrls{.external = "x"}));
}

// Fails if what another schema says is taken for ours.
TEST(ReadProtocol, LeavesOutElementsOfOtherNamespaces) {
  const ProtocolSettings block = Block(
      "<x:Server xmlns:x=\"urn:x\">evil</x:Server><Type>WEB</Type><External>"
      "<x:OWAUrl xmlns:x=\"urn:x\">evil</x:OWAUrl></External>");
  EXPECT_EQ(block.server, "");
  EXPECT_FALSE(block.values.contains("Server"));
  EXPECT_THAT(block.web_access, ::testing::IsEmpty());
}

// Fails if a name is lost, or stands twice.
TEST(ProtocolElementNames, AreSortedAndHaveWhatBlocksHave) {
  const auto names = ProtocolElementNames();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  for (const char* name : {"ASUrl", "EwsUrl", "OABUrl", "Server", "TTL"}) {
    EXPECT_TRUE(std::binary_search(names.begin(), names.end(), name)) << name;
  }
}

TEST(UserSettingNames, AreSortedAndHaveWhatIsAlwaysAskedFor) {
  const auto names = UserSettingNames();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  for (const char* name : {"ExternalEwsUrl", "InternalEwsUrl",
                           "AutoDiscoverSMTPAddress", "UserDisplayName"}) {
    EXPECT_TRUE(std::binary_search(names.begin(), names.end(), name)) << name;
  }
}

}  // namespace
}  // namespace autodiscover::codec
