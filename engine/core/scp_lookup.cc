// SPDX-License-Identifier: Apache-2.0

#include "core/scp_lookup.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/host_name.h"
#include "base/strings.h"
#include "core/scp_entries.h"
#include "core/target_guard.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

// What is no reason to fail: a directory is a help, and may be absent
// (SCP-07).
Ending Quiet(Stage stage, std::string reason) {
  return {.stage = stage, .reason = std::move(reason)};
}

std::string ControllersOf(std::string_view domain) {
  return StrCat("_ldap._tcp.dc._msdcs.", domain);
}

std::string Quoted(std::string_view text) {
  return SafeText(text, kQuoteBytesMax);
}

}  // namespace

ScpLookup::ScpLookup(const Candidate& candidate,
                     const DirectoryPlace& directory, Run& run)
    : run_(run),
      source_(candidate.source),
      parent_(candidate.parent),
      own_(directory.uri),
      finds_controllers_(own_.host.empty()),
      hops_left_(run.policy.directory_hops_max) {
  if (!finds_controllers_) {
    visited_.insert(own_.LoopKey());
    next_.push_back({.uri = own_, .parent = parent_});
  }
}

bool ScpLookup::MayLogIn(const Stop& stop) const {
  // As a login by Basic: the password itself goes out, inside TLS.
  const bool no_downgrade = run_.ledger.strongest_login().value_or(
                                AuthScheme::kBasic) == AuthScheme::kBasic;
  return run_.policy.directory.login && run_.means.password && !stop.foreign &&
         no_downgrade && run_.ledger.MayOfferPassword(stop.uri.host);
}

bool ScpLookup::WantsSecret() const {
  return !next_.empty() && MayLogIn(next_.front());
}

SearchDirectory ScpLookup::MakeSearch(const Stop& stop) const {
  const Url host = {.scheme = "https", .host = stop.uri.host, .port = 443};
  return {.server = stop.uri.Server(),
          .base = stop.uri.base,
          .filter = std::string(kScpFilter),
          .attributes = {std::string(kKeywords), std::string(kBinding)},
          .login = MayLogIn(stop),
          .widest_address = WidestAddress(run_, host, !stop.foreign),
          .limit = run_.policy.directory_limit,
          .entries_max = run_.policy.directory_entries_max,
          .bytes_max = run_.policy.directory_bytes_max};
}

std::optional<Action> ScpLookup::Next(Timestamp now) {
  began_ = began_.value_or(now);
  if (finds_controllers_) {
    current_ = {.parent = parent_};
    Action action = LookupSrv{.name = ControllersOf(run_.address.domain),
                              .limit = run_.policy.dns_limit};
    attempt_ = run_.trace.Begin(source_, parent_, action, now);
    return action;
  }
  current_ = std::move(next_.front());
  next_.pop_front();
  SearchDirectory search = MakeSearch(current_);
  logs_in_ = search.login;
  if (logs_in_) {
    run_.ledger.NoteLogin(AuthScheme::kBasic);
  }
  Action action = std::move(search);
  attempt_ = run_.trace.Begin(source_, current_.parent, action, now);
  return action;
}

ChainResult ScpLookup::Tell(const Report& report, Timestamp now) {
  run_.trace.SetFacts(attempt_, report);
  if (std::exchange(finds_controllers_, false)) {
    return OnControllers(report, now);
  }
  if (const auto* answer = std::get_if<DirectoryAnswer>(&report)) {
    run_.trace.SetPeer(attempt_, answer->peer_address);
    return OnEntries(*answer, now);
  }
  return OnFailure(AsFailure(report), now);
}

ChainResult ScpLookup::OnControllers(const Report& report, Timestamp now) {
  const auto* answer = std::get_if<SrvAnswer>(&report);
  const std::vector<SrvRecord> records =
      answer != nullptr ? answer->records : std::vector<SrvRecord>();
  Random random = run_.RandomFor(ControllersOf(run_.address.domain));
  for (const SrvRecord& record : OrderSrvRecords(records, random)) {
    const Result<std::string> host = NormaliseHostName(record.target);
    LdapUri uri = own_;
    uri.host = host.value_or("");
    uri.port = own_.tls ? own_.port : record.port;
    if (!host || uri.port == 0 || next_.size() >= run_.policy.srv_records_max ||
        !visited_.insert(uri.LoopKey()).second) {
      continue;
    }
    const bool home = run_.IsHome(*host);
    next_.push_back({.uri = std::move(uri),
                     .parent = attempt_,
                     .trust = home ? TrustPath::kTls : TrustPath::kSrv,
                     .foreign = !home});
  }
  if (next_.empty()) {
    return GoOn(Quiet(Stage::kDns, "DNS names no domain controller"), now);
  }
  run_.trace.End(attempt_, Continues("DNS names domain controllers"), now);
  return GoesOn{};
}

ChainResult ScpLookup::OnFailure(const TransportFailure& failure,
                                 Timestamp now) {
  run_.trace.SetPeer(attempt_, failure.peer_address);
  if (logs_in_ && failure.refusal == ErrorCode::kAuthenticationFailed) {
    run_.ledger.PasswordRejected(current_.uri.host);
  } else if (logs_in_ &&
             (IsUnreachable(failure) || failure.stage == Stage::kPolicy)) {
    run_.trace.SetUnsent(attempt_);
  }
  return GoOn(
      Quiet(failure.stage, StrCat("the directory gave nothing: ",
                                  failure.reason.empty() && failure.timed_out
                                      ? std::string("no answer in time")
                                      : Quoted(failure.reason))),
      now);
}

TrustPath ScpLookup::TrustHere() const {
  const bool over_tls = current_.uri.tls || logs_in_;
  return Weaker(current_.trust,
                over_tls ? TrustPath::kTls : TrustPath::kDirectory);
}

ChainResult ScpLookup::OnEntries(const DirectoryAnswer& answer, Timestamp now) {
  const ScpPlaces places =
      ReadScpEntries(answer.entries, {.domain = run_.address.domain,
                                      .site = run_.policy.directory.site,
                                      .most = run_.policy.directory_urls_max});
  std::ranges::move(PointersFrom(places.open_pointers),
                    std::back_inserter(fallback_));
  // Another controller of the same domain would say the same.
  next_.clear();
  Follow(PointersFrom(places.scoped_pointers), now);
  if (!next_.empty()) {
    run_.trace.End(attempt_,
                   Continues("it points to another directory for this domain"),
                   now);
    return GoesOn{};
  }
  std::vector<Candidate> candidates = CandidatesFrom(places.urls, now);
  if (candidates.empty()) {
    return GoOn(Quiet(Stage::kAnswer, "it names no Autodiscover service"), now);
  }
  run_.trace.End(attempt_, Continues("it names Autodiscover services"), now);
  return Branches{std::move(candidates)};
}

std::vector<Candidate> ScpLookup::CandidatesFrom(
    const std::vector<std::string>& urls, Timestamp now) {
  std::vector<Candidate> candidates;
  for (const std::string& text : urls) {
    const Result<Url> url = ParseUrl(text);
    if (url && url->IsHttps()) {
      std::ranges::move(
          ForEachProtocol(run_.policy, *url, source_, TrustHere(), attempt_),
          std::back_inserter(candidates));
      continue;
    }
    run_.trace.Refuse(
        source_, attempt_, StrCat("SCP ", Quoted(text)),
        Quiet(Stage::kPolicy, url ? "this is not protected by TLS, so it is "
                                    "not asked"
                                  : "this is no URL that can be asked"),
        now);
  }
  return candidates;
}

std::vector<ScpLookup::Pointer> ScpLookup::PointersFrom(
    const std::vector<std::string>& uris) const {
  std::vector<Pointer> pointers;
  pointers.reserve(uris.size());
  for (const std::string& uri : uris) {
    pointers.push_back({.uri = uri, .parent = attempt_, .trust = TrustHere()});
  }
  return pointers;
}

bool ScpLookup::TookTooLong(Timestamp now) const {
  return now - *began_ >= run_.policy.directories_limit;
}

std::optional<Ending> ScpLookup::Refusal(const Result<LdapUri>& uri,
                                         Timestamp now) const {
  if (!uri) {
    return Quiet(Stage::kPolicy, uri.error().message);
  }
  if (uri->host.empty()) {
    return Quiet(Stage::kPolicy, "it names no directory");
  }
  if (visited_.contains(uri->LoopKey())) {
    return Quiet(Stage::kPolicy,
                 "this directory was asked before: pointers lead in a circle");
  }
  if (hops_left_ <= 0) {
    return Quiet(Stage::kPolicy,
                 StrCat("no more than ", run_.policy.directory_hops_max,
                        " pointers are followed"));
  }
  if (TookTooLong(now)) {
    return Quiet(Stage::kPolicy, "the directories have had their time");
  }
  return std::nullopt;
}

void ScpLookup::Follow(const std::vector<Pointer>& pointers, Timestamp now) {
  for (const Pointer& pointer : pointers) {
    Result<LdapUri> uri = ParseLdapUri(pointer.uri);
    if (std::optional<Ending> refusal = Refusal(uri, now)) {
      run_.trace.Refuse(source_, pointer.parent,
                        StrCat("LDAP ", Quoted(pointer.uri)),
                        *std::move(refusal), now);
      continue;
    }
    --hops_left_;
    visited_.insert(uri->LoopKey());
    next_.push_back({.uri = *std::move(uri),
                     .parent = pointer.parent,
                     .trust = pointer.trust,
                     .foreign = true});
  }
}

ChainResult ScpLookup::GoOn(Ending ending, Timestamp now) {
  run_.trace.End(attempt_, std::move(ending), now);
  if (next_.empty()) {
    Follow(std::exchange(fallback_, {}), now);
  }
  if (next_.empty() || TookTooLong(now)) {
    return Failed{};
  }
  return GoesOn{};
}

void ScpLookup::Abandon(Ending ending, Timestamp now) {
  run_.trace.End(attempt_, std::move(ending), now);
}

}  // namespace autodiscover::core
