// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/check_options.h"

#include <CLI/CLI.hpp>

#include "tools/autodiscover/common_options.h"

namespace autodiscover::tools {
namespace {

constexpr const char* kHelp = R"(
Examples:
  autodiscover check corp.test
  autodiscover check corp.test --json
  autodiscover check corp.test --allow-redirect-to mail.hoster.test

No mailbox and no password is needed, and none is sent: servers are asked about
autodiscover-check@DOMAIN, without a login.

Exit codes:
  0    nothing to mend
  1    something is wrong that mail clients will meet
  2    wrong usage, or not a domain that can be looked up
  9    it works, but something should be mended
  130  interrupted (Ctrl-C)
)";

// Empty: it may be one.
std::string IsDomain(const std::string& text) {
  return text.find('@') == std::string::npos
             ? ""
             : text + " is an address; name the domain behind the @";
}

}  // namespace

CLI::App* AddCheckCommand(CLI::App& app, CheckOptions& options) {
  CLI::App* check = app.add_subcommand(
      "check", "Judge a mail domain without a mailbox or a password");
  check->footer(kHelp);
  check->add_option("DOMAIN", options.domain, "The mail domain: corp.test")
      ->required()
      ->check(IsDomain)
      ->type_name("");
  check->add_flag("--json", options.json, "Print one JSON document");
  AddRepeated(*check, "--v2-host", options.v2_hosts,
              "Ask this host in Autodiscover V2, too");
  AddRepeated(*check, "--allow-redirect-to", options.allow_redirect_to,
              "Ask this host too where plain HTTP or DNS names it; .host for "
              "all below it");
  AddTimeout(*check, "Seconds for each place where clients look",
             options.timeout_s);
  AddNetworkOptions(*check, options.network);
  return check;
}

}  // namespace autodiscover::tools
