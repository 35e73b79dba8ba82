// SPDX-License-Identifier: Apache-2.0
//
// All text of settings made safe to show. Names of elements and of settings
// come from the server, too, but were parsed as names.

#include "base/strings.h"
#include "core/wanted.h"

namespace autodiscover::core {
namespace {

class Cleaner {
 public:
  explicit Cleaner(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  void operator()(std::string& text) const {
    text = SafeText(text, bytes_max_);
  }
  void operator()(std::map<std::string, std::string>& values) const {
    for (auto& [name, value] : values) {
      (*this)(value);
    }
  }
  void operator()(std::vector<WebAccess>& list) const {
    for (WebAccess& access : list) {
      All(access.url, access.authentication);
    }
  }
  void operator()(ServiceUrls& urls) const {
    All(urls.internal, urls.external);
  }
  void operator()(AlternativeMailbox& mailbox) const {
    All(mailbox.type, mailbox.display_name, mailbox.smtp_address,
        mailbox.owner_smtp_address, mailbox.legacy_dn, mailbox.server);
  }
  void operator()(MobileServer& server) const {
    All(server.type, server.url, server.name, server.data);
  }
  void operator()(SettingError& error) const {
    All(error.setting, error.code, error.message);
  }
  void operator()(std::vector<ProtocolConnection>& list) const {
    for (ProtocolConnection& connection : list) {
      All(connection.host, connection.encryption);
    }
  }
  // A nested block has none inside it, so the recursion is bounded.
  // NOLINTNEXTLINE(misc-no-recursion)
  void operator()(ProtocolSettings& block) const {
    All(block.type, block.version, block.server, block.server_dn,
        block.server_version, block.mailbox_database_dn,
        block.public_folder_server, block.directory_server, block.login_name,
        block.domain_name, block.encryption, block.auth_package,
        block.certificate_principal, block.ews_url, block.as_url,
        block.ews_management_url, block.ews_partner_url, block.sharing_url,
        block.ecp_url, block.oof_url, block.um_url, block.oab_url,
        block.site_mailbox_url, block.grouping_information, block.ecp_parts,
        block.mail_store, block.address_book, block.web_access, block.values);
    Each(block.nested);
  }

  template <typename... Parts>
  void All(Parts&... parts) const {
    ((*this)(parts), ...);
  }
  template <typename Item>
  // NOLINTNEXTLINE(misc-no-recursion)
  void Each(std::vector<Item>& items) const {
    for (Item& item : items) {
      (*this)(item);
    }
  }

 private:
  std::size_t bytes_max_;
};

}  // namespace

void MakeSafe(Settings& settings, std::size_t bytes_max) {
  const Cleaner clean(bytes_max);
  clean.All(settings.smtp_address, settings.display_name, settings.legacy_dn,
            settings.deployment_id, settings.account_type, settings.culture,
            settings.public_folder_address, settings.named, settings.web_access,
            settings.other, settings.v2);
  clean.Each(settings.protocols);
  clean.Each(settings.mailboxes);
  clean.Each(settings.mobile_servers);
  clean.Each(settings.setting_errors);
  for (auto& [name, list] : settings.connections) {
    clean(list);
  }
  if (settings.server_version) {
    clean(settings.server_version->schema);
  }
}

}  // namespace autodiscover::core
