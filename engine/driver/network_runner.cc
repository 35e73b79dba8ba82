// SPDX-License-Identifier: Apache-2.0

#include "driver/network_runner.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>
#include <variant>

#include "base/host_name.h"
#include "base/ip_address.h"
#include "base/ldap_uri.h"
#include "base/strings.h"
#include "base/url.h"

namespace autodiscover::driver {

using std::chrono::milliseconds;

namespace {

core::TransportFailure Refusal(std::string why,
                               ErrorCode code = ErrorCode::kRefusedByPolicy) {
  return {.stage = Stage::kPolicy, .refusal = code, .reason = std::move(why)};
}

// Null where a report of this kind has none.
Facts* FactsOf(core::Report& report) {
  return std::visit(
      [](auto& told) -> Facts* {
        if constexpr (requires { told.facts; }) {
          return &told.facts;
        } else {
          return nullptr;
        }
      },
      report);
}

// As in a zone: "0 100 443 mail.corp.test".
DnsFact SrvFact(const std::string& name, const core::SrvAnswer& answer) {
  DnsFact fact{.name = name, .type = "SRV", .rcode = RcodeOf(answer.why)};
  for (const core::SrvRecord& record : answer.records) {
    fact.answers.push_back(StrCat(record.priority, " ", record.weight, " ",
                                  record.port, " ", record.target));
  }
  return fact;
}

// Those of `addresses` that are no farther inside than `widest` (SEC-03). What
// is connected to is one of them, whatever DNS says later (SEC-04).
std::vector<std::string> Allowed(std::vector<std::string> addresses,
                                 AddressKind widest) {
  std::erase_if(addresses, [widest](const std::string& address) {
    return KindOfAddress(address).value_or(AddressKind::kLocal) > widest;
  });
  return addresses;
}

}  // namespace

NetworkRunner::NetworkRunner(Parts parts)
    : parts_(std::move(parts)),
      began_(parts_.addresses.Now()),
      self_(std::make_shared<NetworkRunner*>(this)) {}

void NetworkRunner::Start(core::StepId id, const core::Action& action) {
  if (parts_.observer != nullptr) {
    parts_.observer->Began(id, action);
  }
  if (const auto* lookup = std::get_if<core::LookupSrv>(&action)) {
    StartSrv(id, *lookup);
  } else if (const auto* request = std::get_if<core::SendHttp>(&action)) {
    StartHttp(id, *request);
  } else if (const auto* search = std::get_if<core::SearchDirectory>(&action)) {
    parts_.directories.Ask(id, *search);
    if (const Result<LdapUri> server = ParseLdapUri(search->server)) {
      hosts_[id] = server->host;
    }
  }
}

void NetworkRunner::StartSrv(core::StepId id, const core::LookupSrv& lookup) {
  srv_deadlines_[id] = parts_.clock.Now() + lookup.limit;
  const std::weak_ptr<NetworkRunner*> weak = self_;
  parts_.resolver.LookupSrv(
      lookup.name, [weak, id, name = lookup.name](core::SrvAnswer answer) {
        // Too late, or cancelled: nobody waits for it.
        const auto self = weak.lock();
        if (self != nullptr && (*self)->srv_deadlines_.erase(id) != 0) {
          answer.facts.dns = {SrvFact(name, answer)};
          (*self)->ended_.push_back({.id = id, .report = std::move(answer)});
          if ((*self)->parts_.wake) {
            (*self)->parts_.wake();
          }
        }
      });
}

void NetworkRunner::StartHttp(core::StepId id, const core::SendHttp& request) {
  const Result<Url> url = ParseUrl(request.url);
  if (!url) {
    Fail(id, {.stage = Stage::kPolicy, .reason = url.error().message});
    return;
  }
  if (request.consent && !parts_.consent.Allows(*request.consent)) {
    Fail(id, Refusal(StrCat(request.consent->reason, ", and consent for ",
                            url->host, " was not given")));
    return;
  }
  Unresolved waiting{
      .request = request, .host = url->host, .started = parts_.clock.Now()};
  if (IsAddressLiteral(url->host)) {
    Send(id, waiting, AddressAnswer{.addresses = {url->host}});
    return;
  }
  if (parts_.transport.KnowsWay(*url)) {
    Send(id, waiting, AddressAnswer{});
    return;
  }
  parts_.addresses.Ask(url->host, began_, parts_.wake);
  hosts_[id] = url->host;
  unresolved_.emplace(id, std::move(waiting));
}

void NetworkRunner::Send(core::StepId id, const Unresolved& waiting,
                         const AddressAnswer& answer) {
  if (!answer.why.empty()) {
    Fail(id, {.stage = Stage::kDns,
              .timed_out = answer.why == "timed out",
              .reason = answer.why});
    return;
  }
  std::vector<std::string> allowed =
      Allowed(answer.addresses, waiting.request.widest_address);
  if (allowed.empty() && !answer.addresses.empty()) {
    Fail(id, Refusal(StrCat(waiting.host, " is at ", answer.addresses.front(),
                            ", an address inside a private network or of this "
                            "machine, where no server may lead to")));
    return;
  }
  if (IsAddressLiteral(waiting.host)) {
    allowed.clear();  // The URL says it all.
  }
  Exchange exchange{.request = waiting.request,
                    .addresses = std::move(allowed),
                    .proof = {},
                    .connect_limit = waiting.request.connect_limit,
                    .limit = waiting.request.limit};
  if (waiting.request.login) {
    // The core never asks for this; if it did, the secret must still not go.
    const bool protected_way = waiting.request.url.starts_with("https://");
    assert(protected_way);
    if (protected_way &&
        waiting.request.login->scheme == AuthScheme::kNegotiate) {
      parts_.tickets.Ask(id, waiting.host,
                         waiting.started + exchange.connect_limit);
      unproven_.emplace(id, Unproven{.exchange = std::move(exchange),
                                     .started = waiting.started});
      return;
    }
    Result<Proof> proof = protected_way
                              ? parts_.login.Prove(waiting.request)
                              : autodiscover::Fail(ErrorCode::kRefusedByPolicy,
                                                   "a password needs TLS");
    if (!proof && proof.error().code == ErrorCode::kNotFound) {
      Fail(id, NoLogin(proof.error()));
      return;
    }
    if (!proof) {
      Fail(id, Refusal(StrCat("the login at ", waiting.host,
                              " could not be made: ", proof.error().message),
                       proof.error().code));
      return;
    }
    exchange.proof = std::move(*proof);
  }
  Transmit(id, std::move(exchange), waiting.started);
}

void NetworkRunner::Transmit(core::StepId id, Exchange exchange,
                             core::Timestamp started) {
  const milliseconds spent = parts_.clock.Now() - started;
  // Never 0, which would mean "no limit" further down.
  const milliseconds least{1};
  exchange.connect_limit = std::max(exchange.connect_limit - spent, least);
  exchange.limit = std::max(exchange.limit - spent, least);
  parts_.transport.Start(id, std::move(exchange));
}

void NetworkRunner::Cancel(core::StepId id) {
  srv_deadlines_.erase(id);
  unresolved_.erase(id);
  unproven_.erase(id);
  hosts_.erase(id);
  if (parts_.observer != nullptr) {
    parts_.observer->GaveUp(id);
  }
  parts_.tickets.Cancel(id);
  parts_.directories.Cancel(id);
  parts_.transport.Cancel(id);
  std::erase_if(ended_, [id](const Ended& ended) { return ended.id == id; });
}

void NetworkRunner::SendResolved() {
  for (auto it = unresolved_.begin(); it != unresolved_.end();) {
    const auto answer = parts_.addresses.Find(it->second.host);
    if (!answer) {
      ++it;
      continue;
    }
    const core::StepId id = it->first;
    const Unresolved waiting = std::move(it->second);
    it = unresolved_.erase(it);
    Send(id, waiting, *answer);
  }
}

void NetworkRunner::SendProven() {
  for (TicketDesk::Ended& got : parts_.tickets.Collect()) {
    auto waiting = unproven_.extract(got.id);
    if (waiting.empty()) {
      continue;
    }
    if (got.header) {
      Unproven& unproven = waiting.mapped();
      parts_.login.NoteSent(*got.header);
      unproven.exchange.proof.header = std::move(*got.header);
      Transmit(got.id, std::move(unproven.exchange), unproven.started);
      continue;
    }
    Fail(got.id, NoLogin(got.header.error()));
  }
}

void NetworkRunner::EndLate() {
  const core::Timestamp now = parts_.clock.Now();
  for (auto it = srv_deadlines_.begin(); it != srv_deadlines_.end();) {
    if (now < it->second) {
      ++it;
      continue;
    }
    ended_.push_back(
        {.id = it->first,
         .report = core::SrvAnswer{.why = "timed out", .failed = true}});
    it = srv_deadlines_.erase(it);
  }
  for (auto it = unresolved_.begin(); it != unresolved_.end();) {
    const Unresolved& waiting = it->second;
    if (now < waiting.started + waiting.request.connect_limit) {
      ++it;
      continue;
    }
    Fail(it->first,
         {.stage = Stage::kDns, .timed_out = true, .reason = "timed out"});
    it = unresolved_.erase(it);
  }
}

void NetworkRunner::Fail(core::StepId id, core::TransportFailure failure) {
  ended_.push_back({.id = id, .report = std::move(failure)});
}

void NetworkRunner::CompleteFacts() {
  for (Ended& ended : ended_) {
    Facts* facts = FactsOf(ended.report);
    const auto host = hosts_.extract(ended.id);
    if (host && facts != nullptr) {
      facts->dns = parts_.addresses.FactsOf(host.mapped());
    }
    if (facts != nullptr && facts->http) {
      // A server may say what it was told.
      std::erase_if(facts->http->headers, [this](const auto& header) {
        return parts_.login.Betrays(header.second);
      });
    }
    if (parts_.observer != nullptr) {
      parts_.observer->Finished(ended);
    }
  }
}

core::Timestamp NetworkRunner::OwnDeadline(core::Timestamp deadline) const {
  for (const auto& [id, limit] : srv_deadlines_) {
    deadline = std::min(deadline, limit);
  }
  for (const auto& [id, waiting] : unresolved_) {
    deadline =
        std::min(deadline, waiting.started + waiting.request.connect_limit);
  }
  deadline = parts_.directories.NextDeadline(deadline);
  return parts_.tickets.NextDeadline(deadline);
}

void NetworkRunner::WatchOwn(std::vector<Watched>& watched) const {
  parts_.tickets.Watch(watched);
  parts_.directories.Watch(watched);
}

void NetworkRunner::Sleep(core::Timestamp until) {
  milliseconds limit =
      std::max(until - parts_.clock.Now(), milliseconds::zero());
  if (const auto dns = parts_.resolver.LongestWait()) {
    limit = std::min(limit, *dns);
  }
  std::vector<Watched> watched;
  parts_.resolver.Watch(watched);
  WatchOwn(watched);
  if (const int descriptor = parts_.cancellation.descriptor();
      descriptor >= 0) {
    watched.push_back({.descriptor = descriptor, .read = true});
  }
  parts_.transport.Wait(watched, limit);
}

std::vector<Ended> NetworkRunner::TakeEnded() {
  SendResolved();
  SendProven();
  EndLate();
  parts_.directories.Collect(ended_);
  parts_.transport.Collect(ended_);
  CompleteFacts();
  return std::exchange(ended_, {});
}

std::vector<Ended> NetworkRunner::WaitUntil(core::Timestamp deadline) {
  for (;;) {
    parts_.resolver.Process();
    std::vector<Ended> ended = TakeEnded();
    if (!ended.empty() || parts_.cancellation.cancelled() ||
        parts_.clock.Now() >= deadline) {
      return ended;
    }
    const core::Timestamp next = OwnDeadline(deadline);
    Sleep(std::min(next, parts_.addresses.NextChange().value_or(next)));
  }
}

}  // namespace autodiscover::driver
