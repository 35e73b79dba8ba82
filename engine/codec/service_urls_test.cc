// SPDX-License-Identifier: Apache-2.0

#include "codec/service_urls.h"

#include <gtest/gtest.h>

namespace autodiscover::codec {
namespace {

using Urls = std::vector<std::string>;

ProtocolSettings Block(std::string type,
                       std::map<std::string, std::string> values) {
  return {.type = std::move(type), .values = std::move(values)};
}

TEST(EwsUrls, PrefersExternalBlocks) {
  Settings settings;
  settings.protocols = {
      Block("EXCH", {{"EwsUrl", "exch"}}),
      Block("EXHTTP", {{"EwsUrl", "exhttp-internal"}}),
      Block("WEB", {{"EwsUrl", "web"}}),
      Block("EXHTTP", {{"EwsUrl", "exhttp-external"}}),
      Block("expr", {{"EwsUrl", "expr"}, {"ASUrl", "expr-as"}}),
  };
  EXPECT_EQ(EwsUrls(settings), (Urls{"expr", "expr-as", "exhttp-external",
                                     "exhttp-internal", "exch"}));
}

TEST(EwsUrls, LeavesOutWhatIsEmpty) {
  Settings settings;
  settings.protocols = {Block("EXPR", {{"EwsUrl", ""}}),
                        Block("EXCH", {{"ASUrl", "exch-as"}})};
  EXPECT_EQ(EwsUrls(settings), Urls{"exch-as"});
  EXPECT_TRUE(EwsUrls({}).empty());
}

TEST(EwsUrls, PrefersExternalSoapSettings) {
  Settings settings;
  settings.named = {{"InternalEwsUrl", "in"}, {"ExternalEwsUrl", "out"}};
  EXPECT_EQ(EwsUrls(settings), (Urls{"out", "in"}));
  settings.named = {{"InternalEwsUrl", "in"}, {"ExternalEwsUrl", ""}};
  EXPECT_EQ(EwsUrls(settings), Urls{"in"});
}

// POX-14: what stands in a WEB block is better than nothing.
TEST(EwsUrls, TakesNestedBlocksAfterAllOthers) {
  Settings settings;
  settings.protocols = {Block("WEB", {}), Block("EXCH", {{"ASUrl", "exch"}})};
  settings.protocols[0].nested = {Block("EXPR", {{"ASUrl", "nested"}})};
  settings.v2 = {{"Ews", "v2"}};
  EXPECT_EQ(EwsUrls(settings), (Urls{"exch", "nested", "v2"}));
}

TEST(UrlsOf, AreThoseOfTheService) {
  Settings settings;
  settings.protocols = {Block("EXPR", {{"EwsUrl", "ews"}}),
                        Block("mapiHttp", {})};
  settings.protocols[1].mail_store = {.internal = "in", .external = "out"};
  settings.mobile_servers = {{.type = "CertEnroll", .url = "certificate"},
                             {.type = "mobilesync", .url = "sync"}};
  EXPECT_EQ(UrlsOf(Service::kEws, settings), Urls{"ews"});
  EXPECT_EQ(UrlsOf(Service::kMapi, settings), (Urls{"out", "in"}));
  EXPECT_EQ(UrlsOf(Service::kActiveSync, settings), Urls{"sync"});
}

TEST(DescribesExchange, IsFalseForMailPanels) {
  Settings settings;
  EXPECT_FALSE(DescribesExchange(settings));
  settings.protocols = {Block("IMAP", {}), Block("SMTP", {})};
  EXPECT_FALSE(DescribesExchange(settings));
  settings.protocols.push_back(Block("mapihttp", {}));
  EXPECT_TRUE(DescribesExchange(settings));
}

}  // namespace
}  // namespace autodiscover::codec
