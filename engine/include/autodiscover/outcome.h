// SPDX-License-Identifier: Apache-2.0
//
// What a discovery gives back: the settings and how they were found, or why
// there are none; and, either way, what happened at every candidate.

#ifndef AUTODISCOVER_OUTCOME_H_
#define AUTODISCOVER_OUTCOME_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autodiscover/error.h"
#include "autodiscover/facts.h"
#include "autodiscover/policy.h"
#include "autodiscover/questions.h"
#include "autodiscover/settings.h"

namespace autodiscover {

std::string_view ToString(Source source);
std::string_view ToString(Protocol protocol);
std::string_view ToString(Service service);

// Where an attempt came to its end (ERR-07).
enum class Stage { kPolicy, kDns, kConnect, kTls, kHttp, kParse, kAnswer };
std::string_view ToString(Stage stage);

// Who can mend what went wrong.
enum class Mender {
  kDns,          // Who keeps the zone of the domain.
  kNetwork,      // Who keeps routers, firewalls and name servers running.
  kCertificate,  // Who installs the server's certificate.
  kWebServer,    // Who keeps the web server, or a proxy in front of it.
  kExchange,     // Who administers the mail server.
  kAccount,      // Who knows the address, the login and its password.
  kClient,       // Who runs this program, and decides what it may do.
};
// The name as it is written in JSON: "web_server".
std::string_view ToString(Mender mender);
// For people: "the web server".
std::string_view Describe(Mender mender);

// One thing that was tried, in the order of starting.
struct Attempt {
  Source source = Source::kRootDomain;  // The candidate it belongs to.
  int parent =
      -1;  // Index of the attempt that led here (redirect, SRV); or -1.
  std::string action;  // "POST https://corp.test/…", "SRV _autodiscover._tcp.…"
  bool secret_sent = false;
  // How the secret was, or would have been, proven.
  std::optional<AuthScheme> auth_scheme;
  // Speculation: an earlier candidate could still have made it needless.
  bool ahead_of_turn = false;
  Stage stage = Stage::kAnswer;  // Where it ended.
  bool succeeded = false;
  // Why it ended, in words a mailbox administrator understands.
  std::string reason;
  // What to do about it; empty when nothing needs doing.
  std::string advice;
  // It asked for a bearer token, in its own words.
  std::optional<BearerChallenge> bearer;
  std::optional<ErrorCode> failure;  // How it counts in the summary.
  // With `failure`: who can mend it, and the requirement that decided, by its
  // number in the catalogue (scenarios/requirements.yaml): "TLS-01".
  std::optional<Mender> mender;
  std::string rule;
  std::optional<int> status;             // HTTP.
  std::string peer_address;              // Really connected to.
  Facts facts;                           // What was seen on the way.
  std::chrono::milliseconds started{0};  // Since the start of the run.
  std::chrono::milliseconds finished{0};
};

struct Outcome {
  std::optional<Settings> settings;  // Set: success.
  std::optional<Error> error;        // Set: failure.

  // On success: which candidate, by which address and URL, how trusted.
  Source source = Source::kRootDomain;
  TrustPath trust = TrustPath::kTls;
  Protocol protocol = Protocol::kPox;
  std::string url;                  // The Autodiscover URL that answered.
  std::optional<AuthScheme> login;  // How; nothing: nobody asked for one.
  std::string address;              // Changes with redirectAddr.

  // What was said of Wanted::users, in their order: by the server that gave the
  // settings or, if none did, by the first that logged the user in.
  std::vector<UserAnswer> users;

  std::vector<Attempt> attempts;
  // The one attempt that decided the outcome; -1: none did, for instance since
  // the address was no address. What else failed did not matter.
  int deciding = -1;
  std::chrono::milliseconds elapsed{0};
};

}  // namespace autodiscover

#endif  // AUTODISCOVER_OUTCOME_H_
