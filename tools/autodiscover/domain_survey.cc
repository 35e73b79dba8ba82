// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/domain_survey.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <utility>

#include "autodiscover/probe.h"

#include "tools/autodiscover/attempt_tree.h"

namespace autodiscover::tools {
namespace {

Request RequestFor(const CheckOptions& options, Source source,
                   const Cancellation& cancellation) {
  Request request;
  request.address = "autodiscover-check@" + options.domain;
  request.policy.sources = {source};
  request.policy.protocols = {Protocol::kPox};
  request.policy.consented_hosts = options.allow_redirect_to;
  if (source == Source::kV2Host) {
    request.policy.protocols = {Protocol::kV2};
    request.policy.v2_hosts = options.v2_hosts;
  }
  request.policy.run_limit = std::chrono::ceil<std::chrono::milliseconds>(
      std::chrono::duration<double>(options.timeout_s));
  request.cancellation = cancellation;
  return request;
}

std::string MadeUp(const std::string& domain) {
  constexpr int kLetters = 12;
  std::random_device random;
  std::string name = "check-";
  for (int i = 0; i < kLetters; ++i) {
    name += static_cast<char>('a' + random() % 26);
  }
  return name + "." + domain;
}

void AddAddresses(const Network& network, const std::string& name,
                  Survey& survey) {
  for (const RecordType type : {RecordType::kA, RecordType::kAaaa}) {
    survey.names.push_back(AskDns(network, name, type));
  }
}

void LookAtNames(const Network& network, Survey& survey) {
  const std::string& domain = survey.domain;
  survey.made_up = MadeUp(domain);
  survey.srv =
      AskDns(network, "_autodiscover._tcp." + domain, RecordType::kSrv);
  std::vector<std::string> names = {domain, "autodiscover." + domain,
                                    survey.made_up};
  // A stranger decides how many there are.
  constexpr std::size_t kTargetsMax = 8;
  for (std::size_t i = 0; i < std::min(survey.srv.answers.size(), kTargetsMax);
       ++i) {
    const std::string& record = survey.srv.answers[i];
    std::string target = record.substr(record.rfind(' ') + 1);
    if (target != "." && std::ranges::find(names, target) == names.end()) {
      names.push_back(std::move(target));
    }
  }
  for (const std::string& name : names) {
    AddAddresses(network, name, survey);
  }
}

// Each host that a handshake came to its end with is tried once more, in the
// versions that no client should speak any more.
void LookAtTls(Survey& survey) {
  std::vector<std::string> tried;
  for (const SurveyedSource& source : survey.sources) {
    for (const Attempt& attempt : source.outcome.attempts) {
      const auto& tls = attempt.facts.tls;
      const std::string host = HostOf(attempt.action);
      const bool usual_port =
          attempt.action.find("https://" + host + "/") != std::string::npos;
      if (!tls || tls->version.empty() || !usual_port ||
          std::ranges::find(tried, host) != tried.end()) {
        continue;
      }
      tried.push_back(host);
      constexpr std::uint16_t kHttps = 443;
      if (TakesOldTls(host, attempt.peer_address, kHttps)) {
        survey.old_tls.push_back(host);
      }
    }
  }
}

}  // namespace

std::optional<Survey> Look(const CheckOptions& options,
                           const Cancellation& cancellation) {
  Survey survey{.domain = options.domain};
  Session session(options.network);
  std::vector<Source> sources = {Source::kRootDomain, Source::kAutodiscoverHost,
                                 Source::kHttpRedirect, Source::kSrv};
  if (!options.v2_hosts.empty()) {
    sources.push_back(Source::kV2Host);
  }
  for (const Source source : sources) {
    SurveyedSource looked{.source = source};
    Request request = RequestFor(options, source, cancellation);
    request.observe = [&looked](const Observed& seen) {
      looked.seen.push_back(seen);
    };
    looked.outcome = session.Discover(request);
    if (cancellation.cancelled()) {
      return std::nullopt;
    }
    survey.sources.push_back(std::move(looked));
  }
  // Where there was no attempt, it is no domain that can be looked up.
  const auto& attempts = survey.sources.front().outcome.attempts;
  if (!attempts.empty()) {
    survey.domain = HostOf(attempts.front().action);
    LookAtNames(options.network, survey);
    LookAtTls(survey);
  }
  return survey;
}

}  // namespace autodiscover::tools
