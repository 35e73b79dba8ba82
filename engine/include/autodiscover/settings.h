// SPDX-License-Identifier: Apache-2.0
//
// The settings of a mailbox, as the servers give them: the documented ones as
// fields, and everything as it was received in maps beside them.
// Spec: [MS-OXDSCLI] 2.2.4.1, [MS-OXWSADISC] 3.1.4, [MS-ASCMD] 2.2.1.1.

#ifndef AUTODISCOVER_SETTINGS_H_
#define AUTODISCOVER_SETTINGS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace autodiscover {

// A pair of addresses of one service; empty: not given.
struct ServiceUrls {
  std::string internal;
  std::string external;
  bool operator==(const ServiceUrls&) const = default;
};

// Outlook on the web, as a WEB block describes one side of it.
struct WebAccess {
  std::string url;             // OWAUrl.
  std::string authentication;  // Its AuthenticationMethod.
  bool internal = false;
  bool operator==(const WebAccess&) const = default;
};

// One Protocol block of a POX answer. A number or a switch that cannot be read
// counts as absent; its text stays in `values`.
struct ProtocolSettings {
  std::string type;     // EXCH, EXPR, EXHTTP, WEB, mapiHttp, IMAP, …
  std::string version;  // Of a mapiHttp block.

  std::string server;
  std::string server_dn;
  std::string server_version;  // Eight hexadecimal digits.
  std::string mailbox_database_dn;
  std::string public_folder_server;
  std::string directory_server;
  std::string login_name;
  std::string domain_name;
  std::string encryption;
  // Those that the server left out have the documented default (POX-17): "" for
  // `auth_package`, which leaves the choice to the client; "msstd:SERVER" for
  // `certificate_principal` of an EXPR or EXHTTP block that has TLS.
  std::string auth_package;
  std::string certificate_principal;
  bool tls = true;  // SSL.
  bool server_exclusive_connect = false;
  bool secure_password = true;  // SPA.
  bool auth_required = true;
  bool domain_required = false;
  bool pop_before_smtp = false;  // UsePOPAuth.
  bool smtp_last = false;
  std::optional<int> port;
  std::optional<int> referral_port;
  std::optional<int> ttl_hours;

  std::string ews_url;
  std::string as_url;
  std::string ews_management_url;  // EmwsUrl.
  std::string ews_partner_url;
  std::string sharing_url;
  std::string ecp_url;
  std::string oof_url;
  std::string um_url;
  std::string oab_url;
  std::string site_mailbox_url;
  std::string grouping_information;
  // The part that follows `ecp_url` for one purpose: "um", "ret", "sms", ….
  std::map<std::string, std::string> ecp_parts;

  ServiceUrls mail_store;    // mapiHttp.
  ServiceUrls address_book;  // mapiHttp.

  std::vector<WebAccess> web_access;     // WEB.
  std::vector<ProtocolSettings> nested;  // WEB: those inside it (POX-14).

  // Element name → text, as received, for all direct children; `MailStore` and
  // `AddressBook` give "MailStore.ExternalUrl" and so on.
  std::map<std::string, std::string> values;
};

// Another mailbox that the user may open; data for a discovery of its own,
// never in place of the user's (POX-19).
struct AlternativeMailbox {
  std::string type;  // Archive, Delegate, TeamMailbox.
  std::string display_name;
  std::string smtp_address;
  std::string owner_smtp_address;
  std::string legacy_dn;
  std::string server;
  bool operator==(const AlternativeMailbox&) const = default;
};

// A Server element of a MobileSync answer.
struct MobileServer {
  std::string type;  // MobileSync, CertEnroll.
  std::string url;
  std::string name;
  std::string data;  // CertEnroll: the template's name.
  bool operator==(const MobileServer&) const = default;
};

// A host of one protocol, from SOAP: `ExternalPop3Connections` and the like.
struct ProtocolConnection {
  std::string host;
  std::optional<int> port;
  std::string encryption;
  bool operator==(const ProtocolConnection&) const = default;
};

// A setting that was asked for and not given (SOAP-05, SOAP-09).
struct SettingError {
  std::string setting;
  std::string code;  // "SettingIsNotAvailable".
  std::string message;
  bool operator==(const SettingError&) const = default;
};

// ServerVersionInfo of a SOAP answer: a hint, no promise (SOAP-17).
struct ServerVersion {
  int major = 0;
  int minor = 0;
  int major_build = 0;
  int minor_build = 0;
  std::string schema;  // "Exchange2015".
  bool operator==(const ServerVersion&) const = default;
};

struct Settings {
  // The endpoints, chosen: external first (POX-12, SOAP-10), https only. Empty:
  // not given, or not safe to use.
  std::string ews_url;
  std::string mapi_url;               // Mail store.
  std::string mapi_address_book_url;  // NSPI.
  std::string activesync_url;

  std::string smtp_address;  // Primary, else the address asked for (POX-16).
  std::string display_name;
  std::string legacy_dn;
  std::string deployment_id;
  std::string account_type;
  std::string culture;  // MobileSync.
  std::optional<bool> microsoft_online;
  std::optional<bool> consumer_mailbox;
  std::string public_folder_address;  // PublicFolderInformation.

  std::vector<ProtocolSettings> protocols;    // POX.
  std::vector<AlternativeMailbox> mailboxes;  // POX and SOAP.
  std::vector<MobileServer> mobile_servers;   // MobileSync.
  std::map<std::string, std::string> named;   // SOAP: name → value.
  std::map<std::string, std::vector<ProtocolConnection>> connections;  // SOAP.
  std::vector<WebAccess> web_access;            // SOAP; POX: in its block.
  std::vector<SettingError> setting_errors;     // SOAP.
  std::optional<ServerVersion> server_version;  // SOAP.
  std::map<std::string, std::string> v2;        // V2: protocol → URL.
  // POX, MobileSync and V2: what else was said, "User.Name" and "Account.Name".
  std::map<std::string, std::string> other;
};

// What a server said of one of Wanted::users.
struct UserAnswer {
  std::string address;               // As it was asked for.
  std::optional<Settings> settings;  // Set: it is a mailbox.
  // Otherwise the server's error, "InvalidUser", or kNotAsked, kNotAnswered.
  std::string error;
  std::string message;
  // RedirectAddress and RedirectUrl: where it is told to be asked. Not
  // followed: it takes a discovery of its own.
  std::string redirect;
};

// UserAnswer::error where the server said nothing: the address is none, or of
// another mail domain, or no server was asked in SOAP;
inline constexpr std::string_view kNotAsked = "NotAsked";
// the server answered for fewer users than it was asked about (SOAP-14).
inline constexpr std::string_view kNotAnswered = "NotAnswered";

}  // namespace autodiscover

#endif  // AUTODISCOVER_SETTINGS_H_
