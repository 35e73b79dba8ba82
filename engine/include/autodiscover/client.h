// SPDX-License-Identifier: Apache-2.0
//
// Read this first: one call that turns an address and a password into the
// endpoint of a mailbox.
//
//   autodiscover::Request request;
//   request.address = "ann@corp.test";
//   request.password = [] { return ReadPassword(); };
//   autodiscover::Outcome outcome = autodiscover::Discover(request);
//   if (outcome.settings) Use(outcome.settings->ews_url);
//   else                  Show(outcome.error->message);

#ifndef AUTODISCOVER_CLIENT_H_
#define AUTODISCOVER_CLIENT_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "autodiscover/cache.h"
#include "autodiscover/observed.h"
#include "autodiscover/outcome.h"
#include "autodiscover/policy.h"
#include "autodiscover/questions.h"

namespace autodiscover {

// Lets another thread end a discovery. Copies share one state. Thread-safe.
class Cancellation {
 public:
  Cancellation();
  // Ends the discovery at once: sockets are closed, kCancelled is returned.
  void Cancel() const;
  [[nodiscard]] bool cancelled() const;
  // Becomes readable when cancelled; for the driver's poll. Never read from it.
  [[nodiscard]] int descriptor() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// A certificate that is taken for `host` although it does not verify: this one,
// at this host, and nothing else (TLS-04).
struct CertificateException {
  std::string host;
  std::string sha256;  // Of the certificate; hexadecimal, colons allowed.
};

// A login by Kerberos (Negotiate) is wanted. The realm and its servers are
// those of the system: krb5.conf, and the variables that libkrb5 reads.
struct Kerberos {
  // Set: the tickets that the user has may be used, and go before the password.
  // They are in this cache, for example "FILE:/tmp/krb5cc_1000"; empty: in the
  // system's default one. Not set: tickets are got by the password alone.
  std::optional<std::string> ticket_cache;
};

// How to reach the network; everything else is Policy.
struct Network {
  // PEM bundle to trust instead of the system's; empty: the system's.
  std::string ca_file;
  std::vector<CertificateException> certificate_exceptions;
  // `http://host:port`: every request goes through this proxy, TLS by CONNECT.
  // `http://user:password@host:port` logs in there by Basic; the mailbox's
  // login never goes to a proxy.
  // Empty: none. The environment is never asked (SEC-09). The proxy looks up
  // the names: which address it connects to is then its affair.
  std::string proxy;
  // Name servers, `address[:port]`; empty: those of /etc/resolv.conf.
  std::vector<std::string> name_servers;
  // `host:port:address:port`, as curl's --connect-to: for tests that serve a
  // world on loopback.
  std::vector<std::string> connect_to;
};

struct Request {
  std::string address;   // local@domain, UTF-8.
  std::string username;  // Empty: the address (AUTH-17).
  // Called at most once a run, only when a challenge is to be answered. Empty:
  // no credentials. The library overwrites its copy afterwards.
  std::function<std::string()> password;
  // Called when a host of Policy::token_hosts asks for a bearer token. Empty,
  // or an empty text: no token.
  std::function<std::string(const BearerChallenge&)> token;
  // Set: Negotiate is answered at hosts derived from the mail domain and at
  // those of Policy::ticket_hosts.
  std::optional<Kerberos> kerberos;
  // Called before the first request to a host that needs consent and is not
  // among Policy::consented_hosts; once for each host in a run. True: it may
  // be asked. Empty: refuse.
  std::function<bool(const ConsentQuestion&)> consent;
  // Told of all that passes, as it ends: to record it. Empty: nobody.
  std::function<void(const Observed&)> observe;
  Policy policy;
  Network network;  // For Discover(); a Session has its own.
  Cancellation cancellation;
  // Remembers the endpoint for the next discovery; may be shared by requests,
  // threads and, as a file, processes. Empty: every run is complete in itself.
  std::shared_ptr<Cache> cache;
  CacheLimits cache_limits;
};

// What `request` is remembered under. Nothing: its address is none.
[[nodiscard]] std::optional<CacheKey> CacheKeyFor(const Request& request);

// Runs one discovery and waits for it. Never throws; every failure is in the
// Outcome. Safe to call from several threads at once, each with its own
// Request. Spec: [MS-OXDISCO] 3.1.5, [MS-OXDSCLI] 3.1.5.
[[nodiscard]] Outcome Discover(const Request& request);

// Runs discoveries one after the other and keeps what they can share, so that a
// second one at the same servers costs fewer round trips:
//   - connections, while the server keeps them open;
//   - TLS sessions, for handshakes that need no certificate again;
//   - the addresses of hosts, for as long as DNS allows, at most five minutes;
//     that a host has none, for a minute; a failed lookup not at all.
// Nothing secret is kept. What is found is kept in the request's cache alone.
//
//   autodiscover::Session session;
//   for (const Request& request : requests) Use(session.Discover(request));
//
// Not thread-safe: one Session for each thread.
class Session {
 public:
  explicit Session(Network network = {});
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // As the function of that name, over this session's network:
  // `request.network` is not looked at.
  [[nodiscard]] Outcome Discover(const Request& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace autodiscover

#endif  // AUTODISCOVER_CLIENT_H_
