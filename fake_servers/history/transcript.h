// SPDX-License-Identifier: Apache-2.0
//
// The history of a running world: every event in the order it was seen, each
// one free of secrets. fake_servers/docs/transcript.md describes the JSON.

#ifndef FAKE_SERVERS_HISTORY_TRANSCRIPT_H_
#define FAKE_SERVERS_HISTORY_TRANSCRIPT_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace fake {

struct DnsEvent {
  std::string transport;  // udp, tcp
  std::string name;
  std::string type;
  std::string rcode;
  std::vector<std::string> answers;
  bool edns = false;                // The query spoke it.
  std::vector<std::string> faults;  // Those that it met, `NAME FIELD WORD`.
};

// Where on the network an event of a connection happened.
struct Place {
  std::int64_t connection = 0;
  std::string host;
  std::uint16_t port = 0;
};

struct ConnectEvent {
  Place place;
  std::string address;
  std::string fault;  // Empty, silent, reset.
};

struct TlsEvent {
  Place place;
  std::string sni;
  bool ok = false;
  std::string version;
  std::string alpn;
  bool resumed = false;
  std::string alert;                // What the peer objected to, if it said so.
  std::string reason;               // For people.
  std::vector<std::string> faults;  // Those that it met, `FIELD WORD`.
};

struct RequestEvent {
  Place place;
  bool tls = false;
  std::string method;
  std::string target;
  std::string path;
  std::string query;
  std::string http_host;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::size_t body_bytes = 0;
  std::string protocol;
  std::string address;
  std::string auth;
  std::string credential;
  std::string leg;
  std::string user;
  bool unmatched = false;  // No rule of the world was made for it:
  std::string nearest;     // the one that came nearest, if there is one,
  std::string difference;  // and what it wanted instead.
};

struct ReplyEvent {
  Place place;
  std::int64_t request = 0;  // seq of the request
  int status = 0;
  std::string reply;
  std::vector<std::string> ews;
  std::string location;
  std::vector<std::pair<std::string, std::string>> headers;
  std::size_t bytes = 0;
  std::string fault;
};

// A request to a directory, and what it got.
struct LdapEvent {
  Place place;
  bool tls = false;
  std::string operation;   // bind, search, start-tls, unbind, other
  std::string method;      // Of a bind: anonymous, simple, sasl MECHANISM.
  std::string user;        // Whom it names.
  std::string credential;  // Of a bind: none, accepted, rejected.
  std::string base;        // Of a search, with all below.
  std::string scope;
  std::string filter;
  std::vector<std::string> attributes;
  std::optional<int> result;  // None: nothing was answered.
  std::size_t entries = 0;
  std::string fault;
};

struct CloseEvent {
  Place place;
  std::string by;  // client, server
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::string unread;
  std::string fault;  // reset_after
};

struct SecretEvent {
  Place place;
  bool tls = false;
  std::int64_t event = 0;  // seq of the event it arrived in
  std::string where;
  std::string form;
  std::string fingerprint;  // Of SecretFinder.
  bool is_address = false;  // Of a mailbox, and no secret: told as `address`.
};

using Event = std::variant<DnsEvent, ConnectEvent, TlsEvent, RequestEvent,
                           ReplyEvent, LdapEvent, CloseEvent, SecretEvent>;

// For whom an event is told: a program, or a person at a terminal.
enum class EventForm { kJson, kText };

// Collects events. Thread-safe. The callers redact (SecretFinder) before they
// record: what comes here is written as it is.
class Transcript {
 public:
  static constexpr std::size_t kKeptBytesMax = 256UL * 1024 * 1024;

  // `rate`: how many seconds pass on the client's clock in one of ours.
  explicit Transcript(double rate = 1.0,
                      std::size_t kept_bytes_max = kKeptBytesMax);

  // The world is ready; times count from here.
  void Start();

  // What the world will do wrong, in the words of FiredFaults().
  void Declare(const std::vector<std::string>& faults);

  // What was declared and has not happened so far.
  [[nodiscard]] std::vector<std::string> Unfired() const;

  // What chance in the world follows from; for the document.
  void SetSeed(std::uint64_t seed);

  // The emulated round trip on the client's clock: times are told in it too.
  void SetRtt(std::chrono::milliseconds rtt);

  // Records `event` and returns its seq. Once kept_bytes_max are full an event
  // is followed and counted, but kept no more: nobody can fill the memory.
  std::int64_t Record(Event event);

  // Each event is also given to `sink` as one line, under the lock.
  void Follow(std::function<void(const std::string&)> sink,
              EventForm form = EventForm::kJson);

  // The whole document. `world` is the scenario file's name.
  [[nodiscard]] std::string ToJson(const std::string& world,
                                   std::optional<int> exit_code) const;

  // A copy of what there is so far.
  [[nodiscard]] std::vector<std::pair<std::int64_t, Event>> Events() const;

  // Waits until `done` says true of the events so far. For tests.
  [[nodiscard]] bool WaitFor(
      const std::function<
          bool(const std::vector<std::pair<std::int64_t, Event>>&)>& done,
      std::chrono::milliseconds limit) const;

 private:
  struct Entry {
    std::int64_t seq;
    double t_ms;
    Event event;
  };
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<Entry> entries_;
  std::int64_t recorded_ = 0;
  std::size_t kept_bytes_ = 0;
  const std::size_t kept_bytes_max_;
  std::set<std::string> unfired_;
  std::optional<std::uint64_t> seed_;
  double rtt_ms_ = 0;
  std::chrono::steady_clock::time_point start_;
  double rate_;
  std::function<void(const std::string&)> sink_;
  EventForm sink_form_ = EventForm::kJson;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_TRANSCRIPT_H_
