// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/check_options.h"

#include <CLI/CLI.hpp>

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
  check
      ->add_option("--v2-host", options.v2_hosts,
                   "Ask this host in Autodiscover V2, too; may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false);
  check
      ->add_option("--allow-redirect-to", options.allow_redirect_to,
                   "Ask this host too where plain HTTP or DNS names it; .host "
                   "for all below it; may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false);
  check
      ->add_option("--timeout", options.timeout_s,
                   "Seconds for each place where clients look")
      ->check(CLI::Range(0.001, 86400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  check
      ->add_option("--ca-file", options.ca_file,
                   "PEM file of certificates to trust instead of the system's")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  check
      ->add_option("--name-server", options.name_servers,
                   "Ask this name server, ADDRESS[:PORT]; may be repeated")
      ->type_name("SERVER")
      ->allow_extra_args(false);
  check
      ->add_option("--connect-to", options.connect_to,
                   "HOST:PORT:ADDRESS:PORT: connect elsewhere (for tests)")
      ->type_name("ENTRY")
      ->allow_extra_args(false);
  return check;
}

}  // namespace autodiscover::tools
