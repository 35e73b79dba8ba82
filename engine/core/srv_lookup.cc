// SPDX-License-Identifier: Apache-2.0

#include "core/srv_lookup.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/host_name.h"
#include "base/strings.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

Ending NoRecord(std::string reason, std::string advice) {
  return {.stage = Stage::kDns,
          .reason = std::move(reason),
          .advice = std::move(advice),
          .failure = ErrorCode::kNotFound,
          .cause = Cause{Mender::kDns, "LOC-10"}};
}

// All are "no record" for the run, and told apart for people (SRV-11).
Ending WithoutRecords(const SrvAnswer& answer) {
  const std::string why = SafeText(answer.why, kQuoteBytesMax);
  if (answer.failed) {
    return NoRecord(
        StrCat("the DNS server gave no answer", why.empty() ? "" : ": ", why),
        "Check the name servers of the domain.");
  }
  return NoRecord(StrCat("there is no SRV record",
                         why.empty() ? "" : StrCat(" (", why, ")")),
                  "");
}

// The URL that a record stands for; nothing for one that cannot be used: no TLS
// on port 80 (SRV-02), no host (SRV-07, SRV-12).
std::optional<Url> UrlOf(const SrvRecord& record) {
  const Result<std::string> host = NormaliseHostName(record.target);
  if (!host || record.port == 80 || record.port == 0) {
    return std::nullopt;
  }
  return Url{.scheme = "https",
             .host = *host,
             .port = record.port,
             .path = "/autodiscover/autodiscover.xml"};
}

// The URLs of `records`, in their order, each once.
std::vector<Url> UrlsOf(const std::vector<SrvRecord>& records) {
  std::vector<Url> urls;
  for (const SrvRecord& record : records) {
    const std::optional<Url> url = UrlOf(record);
    if (url && std::ranges::find(urls, *url) == urls.end()) {
      urls.push_back(*url);
    }
  }
  return urls;
}

}  // namespace

SrvLookup::SrvLookup(const Candidate& candidate, const SrvName& name, Run& run)
    : run_(run),
      source_(candidate.source),
      trust_(TrustOf(candidate)),
      name_(name.name),
      parent_(candidate.parent) {}

std::optional<Action> SrvLookup::Next(Timestamp now) {
  Action action = LookupSrv{.name = name_, .limit = run_.policy.dns_limit};
  attempt_ = run_.trace.Begin(source_, parent_, action, now);
  return action;
}

ChainResult SrvLookup::Tell(const Report& report, Timestamp now) {
  run_.trace.SetFacts(attempt_, report);
  const auto* answer = std::get_if<SrvAnswer>(&report);
  if (answer == nullptr) {
    const auto* failure = std::get_if<TransportFailure>(&report);
    return Fail(
        WithoutRecords(
            {.why = failure != nullptr ? failure->reason : "", .failed = true}),
        now);
  }
  if (answer->failed || answer->records.empty()) {
    return Fail(WithoutRecords(*answer), now);
  }
  return OnRecords(answer->records, now);
}

ChainResult SrvLookup::OnRecords(const std::vector<SrvRecord>& records,
                                 Timestamp now) {
  const bool declined = records.size() == 1 && records.front().target == ".";
  if (declined) {
    return Fail(NoRecord("the SRV record says that the domain does not offer "
                         "the service",
                         ""),
                now);
  }
  Random random = run_.RandomFor(name_);
  std::vector<Url> urls = UrlsOf(OrderSrvRecords(records, random));
  if (urls.empty()) {
    return Fail(NoRecord("no SRV record names a host and a port that can be "
                         "reached over TLS",
                         "Let the SRV record name a host and port 443."),
                now);
  }
  urls.resize(std::min(urls.size(), run_.policy.srv_records_max));
  Branches branches;
  for (const Url& url : urls) {
    std::vector<Candidate> candidates =
        ForEachProtocol(run_.policy, url, source_, trust_, attempt_);
    std::ranges::move(candidates, std::back_inserter(branches.candidates));
  }
  run_.trace.End(attempt_,
                 Continues(StrCat("the SRV records name ", urls.size(),
                                  urls.size() == 1 ? " host" : " hosts")),
                 now);
  return branches;
}

ChainResult SrvLookup::Fail(Ending ending, Timestamp now) {
  run_.trace.End(attempt_, std::move(ending), now);
  return Failed{};
}

void SrvLookup::Abandon(Ending ending, Timestamp now) {
  run_.trace.End(attempt_, std::move(ending), now);
}

}  // namespace autodiscover::core
