// SPDX-License-Identifier: Apache-2.0
//
// The options of `autodiscover discover …`, and those of them that hold for
// each mailbox of many.

#ifndef TOOLS_AUTODISCOVER_DISCOVER_OPTIONS_H_
#define TOOLS_AUTODISCOVER_DISCOVER_OPTIONS_H_

#include <string>
#include <vector>

#include "autodiscover/client.h"
#include "autodiscover/policy.h"

namespace autodiscover::tools {

enum class OutputForm { kPlain, kJson, kExplain };

// `autodiscover discover …`
struct DiscoverOptions {
  std::string address;
  std::string username;
  bool password_from_stdin = false;
  bool token_from_stdin = false;
  std::string token_command;
  std::vector<std::string> token_hosts;
  DirectoryLookup directory;
  bool kerberos = false;
  std::string ticket_cache;  // Empty: the default one, if tickets are used.
  std::vector<std::string> ticket_hosts;
  OutputForm output = OutputForm::kPlain;
  std::string record_file;  // Empty: nothing is recorded.
  std::vector<std::string> record_keep;
  std::string report_file;          // HTML.
  std::string rca_file;             // XML.
  std::string preset = "parallel";  // A name of Presets().
  std::string protocol = "any";     // any, pox, soap, mobilesync, v2.
  std::vector<std::string> v2_hosts;
  bool v2_path = false;
  // ews, mapi, activesync, setting:NAME; empty: ews.
  std::vector<std::string> wanted;
  std::vector<std::string> users;         // Asked about beside the address.
  bool allow_suffix = false;              // Of a registry, as a mail domain.
  std::vector<std::string> auth_schemes;  // As ToString(AuthScheme).
  bool allow_basic = true;
  std::vector<std::string> allow_redirect_to;
  std::string endpoint;                      // A URL; empty: look for it.
  std::vector<std::string> skipped_sources;  // As ToString(Source).
  std::string cache_file;                    // Empty: the default.
  bool use_cache = true;
  double timeout_s = 60;
  std::vector<std::string> trusted_certificates;  // HOST=SHA256.
  Network network;                                // Without these certificates.
  bool allow_private = false;
};

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_DISCOVER_OPTIONS_H_
