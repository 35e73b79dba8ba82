// SPDX-License-Identifier: Apache-2.0
//
// All text of settings made safe to show; names of elements and of settings
// come from the server, too.

#include <utility>

#include "base/strings.h"
#include "core/wanted.h"

namespace autodiscover::core {
namespace {

class Cleaner {
 public:
  explicit Cleaner(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  void operator()(std::string& text) const {
    if (text.size() > bytes_max_ || !IsPlain(text)) {
      text = SafeText(text, bytes_max_);
    }
  }
  template <typename Value>
  void operator()(std::map<std::string, Value>& values) const {
    std::map<std::string, Value> safe;
    for (auto& [name, value] : values) {
      (*this)(value);
      safe.emplace(SafeText(name, bytes_max_), std::move(value));
    }
    values = std::move(safe);
  }
  template <typename Item>
  // NOLINTNEXTLINE(misc-no-recursion)
  void operator()(std::vector<Item>& items) const {
    for (Item& item : items) {
      (*this)(item);
    }
  }
  void operator()(WebAccess& access) const {
    All(access.url, access.authentication);
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
  void operator()(ProtocolConnection& connection) const {
    All(connection.host, connection.encryption);
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
        block.mail_store, block.address_book, block.web_access, block.values,
        block.nested);
  }

  template <typename... Parts>
  // NOLINTNEXTLINE(misc-no-recursion)
  void All(Parts&... parts) const {
    ((*this)(parts), ...);
  }

 private:
  std::size_t bytes_max_;
};

}  // namespace

void MakeSafe(Settings& settings, std::size_t bytes_max) {
  const Cleaner clean(bytes_max);
  clean.All(settings.smtp_address, settings.display_name, settings.legacy_dn,
            settings.deployment_id, settings.account_type, settings.culture,
            settings.public_folder_address, settings.protocols,
            settings.mailboxes, settings.mobile_servers, settings.named,
            settings.connections, settings.web_access, settings.setting_errors,
            settings.v2, settings.other);
  if (settings.server_version) {
    clean(settings.server_version->schema);
  }
}

}  // namespace autodiscover::core
