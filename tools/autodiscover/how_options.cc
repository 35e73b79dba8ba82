// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/how_options.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "autodiscover/outcome.h"
#include "autodiscover/policy.h"
#include "autodiscover/preset.h"

#include "tools/autodiscover/common_options.h"
#include "tools/autodiscover/directory_options.h"
#include "tools/autodiscover/setting_name.h"

namespace autodiscover::tools {
namespace {

void AddCredentialOptions(CLI::App& app, DiscoverOptions& options) {
  app.add_flag("--password-stdin", options.password_from_stdin,
               "Read the password from the first line of standard input");
  app.add_option(
         "--auth", options.auth_schemes,
         "Ways to log in that may be used, with commas between: bearer, "
         "negotiate, ntlm, digest, basic. The strongest that a server offers "
         "is taken; "
         "default: all")
      ->check(CLI::IsMember({"bearer", "negotiate", "ntlm", "digest", "basic"}))
      ->delimiter(',')
      ->type_name("SCHEMES")
      ->allow_extra_args(false);
  app.add_flag("!--no-basic", options.allow_basic,
               "Never use Basic authentication");
  AddRepeated(app, "--allow-redirect-to", options.allow_redirect_to,
              "Consent: this host may get the password although plain HTTP or "
              "DNS named it; .host for all below it");
}

// Empty: it is one of the things that can be wanted.
std::string IsWanted(const std::string& text) {
  constexpr std::string_view kSetting = "setting:";
  if (text.starts_with(kSetting)) {
    return CheckSettingName(std::string_view(text).substr(kSetting.size()));
  }
  const bool known =
      std::any_of(kServices.begin(), kServices.end(),
                  [&](Service service) { return text == ToString(service); });
  return known ? ""
               : text +
                     " is not known; allowed are ews, mapi, activesync and "
                     "setting:NAME";
}

void AddTokenOptions(CLI::App& app, DiscoverOptions& options) {
  CLI::Option* from_stdin =
      app.add_flag("--token-stdin", options.token_from_stdin,
                   "Read a bearer token from the first line of standard input");
  from_stdin->excludes(app.get_option("--password-stdin"));
  app.add_option("--token-command", options.token_command,
                 "Have this command print a bearer token when a server wants "
                 "one; it finds the server's words in AUTODISCOVER_HOST, "
                 "_AUTHORIZATION_URI, _TENANT, _CLIENT_ID and _REALM")
      ->excludes(from_stdin)
      ->type_name("COMMAND");
  AddRepeated(app, "--token-host", options.token_hosts,
              "The token is for this host, or .host for all below it; default: "
              "those of Microsoft 365");
}

void AddKerberosOptions(CLI::App& app, DiscoverOptions& options) {
  app.add_flag("--kerberos", options.kerberos,
               "Log in by Kerberos where a server of the mail domain offers "
               "Negotiate: with the tickets of the default cache, or else with "
               "one that is got by the password");
  app.add_option("--ccache", options.ticket_cache,
                 "As --kerberos, with the tickets of this cache: FILE:PATH, or "
                 "another name that klist takes")
      ->type_name("CACHE");
  AddRepeated(app, "--ticket-host", options.ticket_hosts,
              "Kerberos may be used at this host too, or .host for all below "
              "it");
}

// HOST=SHA256, with or without colons.
std::string CheckCertificate(const std::string& text) {
  std::string digits = text.substr(std::min(text.find('=') + 1, text.size()));
  std::erase(digits, ':');
  const bool good =
      text.find('=') != std::string::npos && text.front() != '=' &&
      digits.size() == 64 &&
      digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  return good ? ""
              : "write HOST=SHA256, with the 64 hexadecimal digits that "
                "`openssl x509 -noout -fingerprint -sha256` prints";
}

std::string CheckProxy(const std::string& text) {
  return text.starts_with("http://") && text.size() > 7
             ? ""
             : "write http://HOST:PORT: the proxy is spoken to in clear, and "
               "TLS goes through it";
}

void AddTrustOptions(CLI::App& app, DiscoverOptions& options) {
  AddRepeated(app, "--trust", options.trusted_certificates,
              "HOST=SHA256: take this certificate at this host although it "
              "does not verify",
              "CERTIFICATE")
      ->check(CheckCertificate);
  app.add_option("--proxy", options.network.proxy,
                 "http://HOST:PORT: send everything through this proxy; the "
                 "environment is not asked")
      ->check(CheckProxy)
      ->type_name("URL");
  app.add_flag("--allow-private", options.allow_private,
               "Let redirects and SRV records lead to private networks and to "
               "this machine");
}

// Empty: it is one. The rest of the URL is the library's to judge.
std::string IsHttps(const std::string& text) {
  constexpr std::string_view kStart = "https://";
  return text.starts_with(kStart) && text.size() > kStart.size()
             ? ""
             : text + " is no https:// URL";
}

void AddSearchOptions(CLI::App& app, DiscoverOptions& options) {
  AddRepeated(app, "--want", options.wanted,
              "What to look for: ews (also when not given), mapi, activesync, "
              "or setting:NAME",
              "WHAT")
      ->check(IsWanted);
  app.add_option("--protocol", options.protocol,
                 "any (which gives what is wanted), pox, mobilesync, soap or "
                 "v2 (both with POX where they are not answered), domain "
                 "(settings of the whole domain, over SOAP)")
      ->check(
          CLI::IsMember({"any", "pox", "soap", "mobilesync", "v2", "domain"}))
      ->type_name("NAME");
  AddRepeated(app, "--user", options.users,
              "Ask about this mailbox of the same domain, too, where SOAP is "
              "spoken",
              "ADDRESS");
  app.add_flag("--allow-suffix", options.allow_suffix,
               "Look up a domain below which anybody can register names, such "
               "as gov.uk");
  AddRepeated(app, "--v2-host", options.v2_hosts,
              "Ask this host first, in Autodiscover V2: it is told the "
              "address");
  app.add_flag("--v2-path", options.v2_path,
               "Write the address into the path of V2 URLs, not the query");
  app.add_option("--endpoint", options.endpoint,
                 "Ask this Autodiscover URL, and look nowhere else")
      ->check(IsHttps)
      ->type_name("URL");
  for (const Source source : {Source::kRootDomain, Source::kAutodiscoverHost,
                              Source::kHttpRedirect, Source::kSrv}) {
    const std::string name(ToString(source));
    std::string option = "--no-" + name;
    std::replace(option.begin(), option.end(), '_', '-');
    app.add_flag_callback(
        option, [&options, name] { options.skipped_sources.push_back(name); },
        "Leave this source out: no query, no connection");
  }
}

}  // namespace

void AddPreset(CLI::App& app, std::string& preset) {
  std::string help = "Where to look, and in which order:";
  std::vector<std::string> names;
  for (const PresetInfo& info : Presets()) {
    names.emplace_back(info.name);
    help.append("\n").append(info.name).append(": ").append(info.about);
  }
  app.add_option("--preset", preset, help)
      ->check(CLI::IsMember(names))
      ->type_name("NAME");
}

void AddHowOptions(CLI::App& app, DiscoverOptions& options) {
  AddCredentialOptions(app, options);
  AddTokenOptions(app, options);
  AddDirectoryOptions(app, options.directory);
  AddKerberosOptions(app, options);
  AddTrustOptions(app, options);
  AddPreset(app, options.preset);
  AddSearchOptions(app, options);
  AddTimeout(app, "Seconds for the whole run", options.timeout_s);
  AddNetworkOptions(app, options.network);
}

}  // namespace autodiscover::tools
