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
  app.add_option("--allow-redirect-to", options.allow_redirect_to,
                 "Consent: this host may get the password although plain HTTP "
                 "or DNS named it; .host for all below it; may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false);
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
  app.add_option("--token-host", options.token_hosts,
                 "The token is for this host, or .host for all below it; may "
                 "be repeated; default: those of Microsoft 365")
      ->type_name("HOST")
      ->allow_extra_args(false);
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
  app.add_option("--ticket-host", options.ticket_hosts,
                 "Kerberos may be used at this host too, or .host for all "
                 "below it; may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false);
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
  app.add_option("--trust", options.trusted_certificates,
                 "HOST=SHA256: take this certificate at this host although it "
                 "does not verify; may be repeated")
      ->check(CheckCertificate)
      ->type_name("CERTIFICATE")
      ->allow_extra_args(false);
  app.add_option("--proxy", options.proxy,
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
  app.add_option("--want", options.wanted,
                 "What to look for: ews (also when not given), mapi, "
                 "activesync, or setting:NAME; may be repeated")
      ->check(IsWanted)
      ->type_name("WHAT")
      ->allow_extra_args(false);
  app.add_option("--protocol", options.protocol,
                 "any (which gives what is wanted), pox, mobilesync, soap or "
                 "v2 (both with POX where they are not answered), domain "
                 "(settings of the whole domain, over SOAP)")
      ->check(
          CLI::IsMember({"any", "pox", "soap", "mobilesync", "v2", "domain"}))
      ->type_name("NAME");
  app.add_option("--user", options.users,
                 "Ask about this mailbox of the same domain, too, where SOAP "
                 "is spoken; may be repeated")
      ->type_name("ADDRESS")
      ->allow_extra_args(false);
  app.add_flag("--allow-suffix", options.allow_suffix,
               "Look up a domain below which anybody can register names, such "
               "as gov.uk");
  app.add_option("--v2-host", options.v2_hosts,
                 "Ask this host first, in Autodiscover V2: it is told the "
                 "address; may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false);
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

void AddNetworkOptions(CLI::App& app, DiscoverOptions& options) {
  app.add_option("--timeout", options.timeout_s, "Seconds for the whole run")
      ->check(CLI::Range(0.001, 86400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  app.add_option("--ca-file", options.ca_file,
                 "PEM file of certificates to trust instead of the system's")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  app.add_option("--name-server", options.name_servers,
                 "Ask this name server, ADDRESS[:PORT]; may be repeated")
      ->type_name("SERVER")
      ->allow_extra_args(false);
  app.add_option("--connect-to", options.connect_to,
                 "HOST:PORT:ADDRESS:PORT: connect elsewhere (for tests)")
      ->type_name("ENTRY")
      ->allow_extra_args(false);
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
  AddNetworkOptions(app, options);
}

}  // namespace autodiscover::tools
