// SPDX-License-Identifier: Apache-2.0
//
// Policy: every choice and every bound of a discovery, as data.

#ifndef AUTODISCOVER_POLICY_H_
#define AUTODISCOVER_POLICY_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace autodiscover {

// A place to look for the service. Spec: [MS-OXDISCO] 3.1.5.
enum class Source {
  kGivenEndpoint,     // Policy::endpoint
  kLastGood,          // Policy::last_good
  kScp,               // Policy::directory
  kV2Host,            // Policy::v2_hosts
  kRootDomain,        // https://D/
  kAutodiscoverHost,  // https://autodiscover.D/
  kHttpRedirect,      // http://autodiscover.D/, for its Location only
  kSrv,               // _autodiscover._tcp.D
};

enum class Protocol {
  kPox,         // autodiscover.xml, Outlook's schema.
  kSoap,        // autodiscover.svc
  kMobileSync,  // autodiscover.xml, the schema of ActiveSync devices.
  kV2,          // autodiscover.json. Never spoken unless it is named.
  // autodiscover.svc, GetDomainSettings: what holds for the whole domain of the
  // address, in Settings::named. Never spoken unless it is named (SOAP-16).
  kDomainSettings,
};

// The two forms of a V2 URL (V2-01).
enum class V2Form {
  kQuery,  // autodiscover.json?Email=…&Protocol=…
  kPath,   // autodiscover.json/v1.0/…?Protocol=…
};

// How far the way to the endpoint can be trusted (SEC-11): the weakest link.
enum class TrustPath {
  kTls,        // Only names derived from the mail domain, over valid TLS.
  kV2,         // A V2 answer, which no login protects, named the host.
  kDirectory,  // A directory named the host, and was not asked over TLS.
  kSrv,        // A DNS record named the host.
  kPlainHttp,  // An unprotected answer named the host.
};
std::string_view ToString(TrustPath path);

// What the caller is looking for.
enum class Service {
  kEws,
  kMapi,  // MAPI over HTTP.
  kActiveSync,
};

inline constexpr std::array<Service, 3> kServices = {
    Service::kEws, Service::kMapi, Service::kActiveSync};

// One of them is enough for success; the engine asks for all, at the endpoint
// that gave the first. `settings` are names of SOAP user settings, such as
// "ExternalOABUrl", or of elements of a POX Protocol block.
struct Wanted {
  std::vector<Service> services = {Service::kEws};
  std::vector<std::string> settings;
  // Other mailboxes of the same mail domain, which a SOAP server is asked about
  // in the same request; with Policy::endpoint, of any domain. What is said of
  // them is in Outcome::users, and decides nothing.
  std::vector<std::string> users;
};

// A directory, such as Active Directory, whose service connection points name
// Autodiscover services (SCP-01).
struct DirectoryLookup {
  // `ldap://HOST` or `ldaps://HOST`; `ldap:///`: one that DNS names as a domain
  // controller of the mail domain. Empty: there is none, and nothing is asked.
  std::string uri;
  // Where to search; empty: below the configuration, as the root tells it.
  std::string base;
  // The site that this machine is in: its services come first (SCP-03).
  std::string site;
  // Log in with the caller's user name and password: over TLS alone (StartTLS
  // for ldap://), and never at a directory that another one points to.
  bool login = false;
};

// A way to log in, weakest first (AUTH-02).
enum class AuthScheme { kBasic, kDigest, kNtlm, kNegotiate, kBearer };
std::string_view ToString(AuthScheme scheme);

// An endpoint that gave the settings before: url, protocol, trust and login of
// the Outcome. Trust is kept, so that what needed consent then needs it now.
struct KnownEndpoint {
  std::string url;
  Protocol protocol = Protocol::kPox;
  TrustPath trust = TrustPath::kTls;
  // How it was logged in to. Basic: the challenge is taken for given, which
  // saves a round trip; the host would get the password for asking again. Every
  // other scheme needs what a challenge says. See Policy::last_good_login.
  std::optional<AuthScheme> login = std::nullopt;
};

// May a request go to this machine, its link, a cloud's metadata service, or a
// private network? What counts is the address connected to (SEC-03, SEC-04).
enum class PrivateTargets {
  kNever,  // For a service that looks up domains which strangers name.
  // Anywhere for the hosts derived from the mail domain. A host that a redirect
  // or an SRV record names may be in a private network (not on this machine or
  // its link) when it is inside the mail domain or consented to.
  kOwnDomain,
  kAlways,
};

// Whether candidates are asked ahead of their turn, and what that may cost.
// Ahead of its turn a candidate is looked up, connected to and asked without
// credentials; a secret, a redirect and a result always wait for the turn, so
// that the answer does not depend on who is fast. The price: hosts of later
// candidates are told the address although an earlier one succeeds.
struct Speculation {
  // Off: one candidate after the other.
  bool on = true;
  // Steps of one run that are taken ahead of their turn; any more wait.
  std::size_t probes_max = 8;
  // How long a candidate may leave a step unanswered before later ones, if they
  // are trusted as much, stop waiting for it. Longer than a lost DNS packet and
  // a slow server take together; within TIME-01's five seconds.
  std::chrono::milliseconds grace{2'000};
};

// A plain value. Every field has a default that is safe.
struct Policy {
  // Where to look, in order of precedence. A source that is left out causes no
  // query and no connection (LOC-15).
  std::vector<Source> sources = {Source::kLastGood,
                                 Source::kScp,
                                 Source::kV2Host,
                                 Source::kRootDomain,
                                 Source::kAutodiscoverHost,
                                 Source::kHttpRedirect,
                                 Source::kSrv};

  // An https URL of Autodiscover that is asked instead of all sources: no other
  // host is contacted, unless that one redirects (LOC-16). Empty: none.
  std::string endpoint;

  // Where an earlier discovery of this mailbox ended: what Source::kLastGood
  // asks. If that gives nothing, the other sources follow at once. A URL that
  // cannot be read counts as none.
  std::optional<KnownEndpoint> last_good;
  // Whether KnownEndpoint::login is used: then Basic goes out with the first
  // request to that URL, unasked (RFC 7617, 2.2), and nowhere else.
  bool last_good_login = true;

  // What Source::kScp asks, before all that follows from the domain (LOC-05).
  DirectoryLookup directory;
  // Pointers from one directory to another that are followed (SCP-04).
  int directory_hops_max = 10;
  // What a directory may say; no more of it is read.
  std::size_t directory_entries_max = 1000;
  std::size_t directory_bytes_max = std::size_t{1} << 20U;
  // URLs of a directory that are asked, and pointers that are looked at.
  std::size_t directory_urls_max = 20;

  // Hosts that Source::kV2Host asks in V2 about every address, which discloses
  // it to them: none, unless the caller names some (LOC-14, V2-10).
  std::vector<std::string> v2_hosts;
  V2Form v2_form = V2Form::kQuery;
  // Hosts that a V2 answer may name without consent (V2-04). Written as
  // consented_hosts.
  std::vector<std::string> v2_known_hosts = {"outlook.office365.com",
                                             "outlook.office.com",
                                             "autodiscover-s.outlook.com"};

  Wanted wanted;

  // Which protocols to speak at each candidate, in order: {kSoap, kPox} asks
  // SOAP first and falls back to POX at the same host (SOAP-12). Empty: those
  // that can give what is wanted (see ProtocolsFor).
  std::vector<Protocol> protocols;

  // Off in the presets that keep another client's order (preset.h).
  Speculation speculation;

  // Ways to log in that may be used at all (AUTH-03). Of those that a server
  // offers the strongest is taken; over TLS only, after a challenge only (but
  // see last_good_login), and none that is weaker than one used before in the
  // run (AUTH-04). NTLM is also spoken inside Negotiate, where a server does
  // not offer it by its own name, both are allowed here, and the system's
  // GSSAPI knows it (gss-ntlmssp).
  std::set<AuthScheme> auth_schemes = {
      AuthScheme::kBasic, AuthScheme::kDigest, AuthScheme::kNtlm,
      AuthScheme::kNegotiate, AuthScheme::kBearer};

  // Hosts that may be given a secret although they were learned from plain HTTP
  // or from an SRV record outside the mail domain (RED-06). Compared whole,
  // without case. An entry that begins with a dot covers the labels below it
  // (RED-07). Everything else is refused.
  std::vector<std::string> consented_hosts;

  // Where hosts may be.
  PrivateTargets private_targets = PrivateTargets::kOwnDomain;

  // The audience of the caller's bearer token: it goes to these hosts and to no
  // others (AUTH-13). Written as consented_hosts.
  std::vector<std::string> token_hosts = {"outlook.office365.com",
                                          "autodiscover-s.outlook.com"};

  // Hosts that may be logged in to by Kerberos (Negotiate), besides those whose
  // names follow from the mail domain: never one that a redirect, an SRV record
  // or plain HTTP named, unless it is here (AUTH-11). Written as
  // consented_hosts.
  std::vector<std::string> ticket_hosts;

  // Redirects of all kinds together in one run (RED-12).
  int redirects_max = 10;
  // SRV records that are tried, after ordering.
  std::size_t srv_records_max = 8;
  // Rejected passwords in one run (AUTH-07); at a host always one.
  int rejected_passwords_max = 3;

  // Bounds on what a server may send (SEC-02).
  std::size_t body_bytes_max = std::size_t{1} << 20U;
  std::size_t header_bytes_max = std::size_t{64} << 10U;
  std::size_t headers_max = 256;
  std::size_t xml_depth_max = 64;
  std::size_t xml_nodes_max = 20'000;
  std::size_t location_bytes_max = 8192;

  // How long after a server of SOAP said that it is busy it is asked once more,
  // behind all other candidates (SOAP-07). 0: never.
  std::chrono::milliseconds busy_wait{2'000};

  // Whether addresses may be looked up whose domain is a suffix below which
  // anybody can register names, such as `co.uk` (IN-03). Bodies that own a
  // suffix and have mail there (`gov.uk`) need it.
  bool public_suffixes = false;

  // Limits of one exchange (TIME-02) and of the whole run (TIME-03).
  std::chrono::milliseconds dns_limit{3'000};
  std::chrono::milliseconds connect_limit{5'000};  // TCP and TLS together.
  std::chrono::milliseconds exchange_limit{10'000};
  // Of one search of a directory, with all that it needs; and for how long new
  // ones are begun (SCP-07).
  std::chrono::milliseconds directory_limit{3'000};
  std::chrono::milliseconds directories_limit{6'000};
  std::chrono::milliseconds run_limit{60'000};
};

// The protocols that a discovery with this policy speaks, in order: those of
// the policy, or else MobileSync for ActiveSync, SOAP and POX for settings by
// name and for several users, POX for everything else.
std::vector<Protocol> ProtocolsFor(const Policy& policy);

}  // namespace autodiscover

#endif  // AUTODISCOVER_POLICY_H_
