// SPDX-License-Identifier: Apache-2.0
//
// SEC-07: nothing that a server says can act on a terminal.

#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "core/wanted.h"

namespace autodiscover::core {
namespace {

using Texts = std::vector<std::string>;

ProtocolSettings BlockWith(const std::string& text) {
  ProtocolSettings block;
  block.type = block.version = block.server = block.server_dn = text;
  block.server_version = block.mailbox_database_dn = text;
  block.public_folder_server = block.directory_server = block.login_name = text;
  block.domain_name = block.encryption = block.auth_package = text;
  block.certificate_principal = block.ews_url = block.as_url = text;
  block.ews_management_url = block.ews_partner_url = block.sharing_url = text;
  block.ecp_url = block.oof_url = block.um_url = block.oab_url = text;
  block.site_mailbox_url = block.grouping_information = text;
  block.ecp_parts = block.values = {{text, text}};
  block.mail_store = block.address_book = {.internal = text, .external = text};
  block.web_access = {{.url = text, .authentication = text}};
  return block;
}

Settings SettingsWith(const std::string& text) {
  Settings settings;
  settings.smtp_address = settings.display_name = settings.legacy_dn = text;
  settings.deployment_id = settings.account_type = settings.culture = text;
  settings.public_folder_address = text;
  settings.protocols = {BlockWith(text)};
  settings.protocols[0].nested = {BlockWith(text)};
  settings.mailboxes = {{text, text, text, text, text, text}};
  settings.mobile_servers = {{text, text, text, text}};
  settings.named = settings.v2 = settings.other = {{text, text}};
  settings.connections = {{text, {{.host = text, .encryption = text}}}};
  settings.web_access = {{.url = text, .authentication = text}};
  settings.setting_errors = {{.setting = text, .code = text, .message = text}};
  settings.server_version = ServerVersion{.schema = text};
  return settings;
}

void Add(Texts& all, const Texts& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void Add(Texts& all, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    Add(all, Texts{name, value});
  }
}

void Add(Texts& all, const ProtocolSettings& b) {
  Add(all, Texts{b.type,
                 b.version,
                 b.server,
                 b.server_dn,
                 b.server_version,
                 b.mailbox_database_dn,
                 b.public_folder_server,
                 b.directory_server,
                 b.login_name,
                 b.domain_name,
                 b.encryption,
                 b.auth_package,
                 b.certificate_principal,
                 b.ews_url,
                 b.as_url,
                 b.ews_management_url,
                 b.ews_partner_url,
                 b.sharing_url,
                 b.ecp_url,
                 b.oof_url,
                 b.um_url,
                 b.oab_url,
                 b.site_mailbox_url,
                 b.grouping_information,
                 b.mail_store.internal,
                 b.mail_store.external,
                 b.address_book.internal,
                 b.address_book.external,
                 b.web_access.at(0).url,
                 b.web_access.at(0).authentication});
  Add(all, b.ecp_parts);
  Add(all, b.values);
}

// Every text in `s`, which has the form of SettingsWith().
Texts TextsOf(const Settings& s) {
  const AlternativeMailbox& mailbox = s.mailboxes.at(0);
  const MobileServer& server = s.mobile_servers.at(0);
  const auto& [name, hosts] = *s.connections.begin();
  const SettingError& error = s.setting_errors.at(0);
  Texts all = {s.smtp_address,
               s.display_name,
               s.legacy_dn,
               s.deployment_id,
               s.account_type,
               s.culture,
               s.public_folder_address,
               mailbox.type,
               mailbox.display_name,
               mailbox.smtp_address,
               mailbox.owner_smtp_address,
               mailbox.legacy_dn,
               mailbox.server,
               server.type,
               server.url,
               server.name,
               server.data,
               name,
               hosts.at(0).host,
               hosts.at(0).encryption,
               s.web_access.at(0).url,
               s.web_access.at(0).authentication,
               error.setting,
               error.code,
               error.message,
               s.server_version->schema};
  Add(all, s.protocols.at(0));
  Add(all, s.protocols.at(0).nested.at(0));
  Add(all, s.named);
  Add(all, s.v2);
  Add(all, s.other);
  return all;
}

// Fails if one field, or one name, is left as the server sent it.
TEST(MakeSafe, CleansEveryText) {
  // An escape sequence, and a mark that turns what follows round.
  const std::string bad = "a\x1B[31m\xE2\x80\xAE";
  const std::string safe = SafeText(bad, 99);
  ASSERT_NE(bad, safe);
  Settings settings = SettingsWith(bad);
  ASSERT_THAT(TextsOf(settings), ::testing::Each(bad));
  MakeSafe(settings, 99);
  EXPECT_THAT(TextsOf(settings), ::testing::Each(safe));
}

TEST(MakeSafe, LeavesGoodTextAlone) {
  const std::string good = "M\xC3\xBCller, https://mail.corp.test/EWS";
  Settings settings = SettingsWith(good);
  MakeSafe(settings, 99);
  EXPECT_THAT(TextsOf(settings), ::testing::Each(good));
}

TEST(MakeSafe, CutsWhatIsTooLong) {
  Settings settings = SettingsWith(std::string(100, 'a'));
  MakeSafe(settings, 7);
  EXPECT_THAT(TextsOf(settings), ::testing::Each(SafeText("aaaaaaaaa", 7)));
}

}  // namespace
}  // namespace autodiscover::core
