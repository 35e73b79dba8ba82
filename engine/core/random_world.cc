// SPDX-License-Identifier: Apache-2.0

#include "core/random_world.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "base/url.h"
#include "codec/test_bodies.h"
#include "codec/v2.h"
#include "core/random_lot.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {
namespace {

using codec::testing::PoxAccount;
using codec::testing::PoxError;
using codec::testing::PoxRedirectAddress;
using codec::testing::PoxRedirectUrl;
using codec::testing::SoapSettings;
using codec::testing::SoapUserError;
using std::chrono::milliseconds;

constexpr std::string_view kUrlGuid = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";
constexpr std::string_view kPointerGuid =
    "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68";

// No answer takes longer, but for the hosts that give none: so the grace never
// decides between two that answer.
constexpr std::uint32_t kSlowestMs = 900;

std::string QuestionOf(const Action& action) {
  const auto* send = std::get_if<SendHttp>(&action);
  return StrCat(ToString(action), send == nullptr ? "" : " ",
                send == nullptr ? "" : send->body);
}

std::string EwsAndMapi(std::string_view host) {
  return PoxAccount(StrCat("<Protocol><Type>EXPR</Type><EwsUrl>https://", host,
                           "/EWS/a.asmx</EwsUrl></Protocol><Protocol "
                           "Type=\"mapiHttp\" Version=\"1\"><MailStore>"
                           "<ExternalUrl>https://",
                           host, "/mapi</ExternalUrl></MailStore></Protocol>"));
}

std::string InShort(const DirectoryAnswer& answer) {
  std::string text = "entries:";
  for (const DirectoryEntry& entry : answer.entries) {
    for (const auto& [name, values] : entry.attributes) {
      text.append(StrCat(" ", name, "=", values.front()));
    }
  }
  return text;
}

std::string InShort(const Report& report) {
  if (const auto* entries = std::get_if<DirectoryAnswer>(&report)) {
    return InShort(*entries);
  }
  if (const auto* answer = std::get_if<HttpAnswer>(&report)) {
    std::string text = StrCat(answer->status);
    for (const auto& [name, value] : answer->headers) {
      text.append(" ").append(value);
    }
    return text.append(" ").append(answer->body);
  }
  if (const auto* failure = std::get_if<TransportFailure>(&report)) {
    return failure->reason;
  }
  std::string text = "records:";
  for (const SrvRecord& record : std::get<SrvAnswer>(report).records) {
    text.append(StrCat(" ", record.priority, " ", record.weight, " ",
                       record.port, " ", record.target));
  }
  return text;
}

}  // namespace

RandomWorld::RandomWorld(std::uint32_t seed)
    : seed_(seed), policy_(SomePolicy(seed)) {}

Policy RandomWorld::SomePolicy(std::uint32_t seed) {
  RandomLot lot(seed, "policy");
  Policy policy = Consents({"hoster.test"});
  std::erase_if(policy.auth_schemes,
                [&lot](AuthScheme) { return lot.Chance(15); });
  policy.run_limit = std::chrono::minutes(30);
  if (lot.Chance(40)) {
    policy.protocols = {Protocol::kSoap, Protocol::kPox};
  }
  if (lot.Chance(20)) {
    policy.speculation.probes_max = lot.Below(4);
  }
  if (lot.Chance(20)) {
    policy.redirects_max = static_cast<int>(lot.Below(4));
  }
  policy.v2_known_hosts = {kKnownHost};
  if (lot.Chance(20)) {
    policy.protocols = {Protocol::kV2, Protocol::kPox};
  }
  if (lot.Chance(15)) {
    policy.v2_hosts = {kKnownHost};
  }
  if (lot.Chance(30)) {
    policy.last_good = SomeLastGood(lot);
    // Or behind those that may have been given the password before it.
    if (lot.Chance(20)) {
      std::rotate(policy.sources.begin(), policy.sources.begin() + 1,
                  policy.sources.end());
    }
  }
  if (lot.Chance(25)) {
    policy.directory.uri = lot.Chance(30) ? "ldap:///" : lot.Directory();
    policy.directory.login = lot.Chance(50);
    policy.directory_hops_max = static_cast<int>(lot.Below(4));
    // So that time never decides whether one more is asked.
    policy.directories_limit = policy.run_limit;
  }
  if (lot.Chance(15)) {
    policy.wanted.services = {Service::kMapi};  // V2 knows who tells it.
  }
  return policy;
}

// What was found by a way that is trusted throughout is inside here: it may be
// anywhere, and then nothing can be said about where a request may go.
KnownEndpoint RandomWorld::SomeLastGood(RandomLot& lot) {
  constexpr std::array kTrusts = {TrustPath::kTls, TrustPath::kV2,
                                  TrustPath::kSrv, TrustPath::kPlainHttp};
  const TrustPath trust = kTrusts.at(lot.Below(kTrusts.size()));
  return {.url = lot.UrlAt(trust == TrustPath::kTls ? lot.InsideHost()
                                                    : lot.AnyHost()),
          .protocol = lot.Chance(70) ? Protocol::kPox : Protocol::kSoap,
          .trust = trust,
          .login = lot.Chance(30) ? std::optional(AuthScheme::kBasic)
                                  : std::nullopt};
}

bool RandomWorld::HasCredentials() const {
  return RandomLot(seed_, "credentials").Chance(90);
}

Arrival RandomWorld::Answer(const Action& action, std::uint32_t order) {
  const std::string question = QuestionOf(action);
  Arrival arrival{.report = AnswerTo(action)};
  const auto* failure = std::get_if<TransportFailure>(&arrival.report);
  const auto* send = std::get_if<SendHttp>(&action);
  const auto* search = std::get_if<SearchDirectory>(&action);
  if (failure != nullptr && failure->timed_out && send != nullptr) {
    arrival.after = send->connect_limit;
  } else if (failure != nullptr && failure->timed_out && search != nullptr) {
    arrival.after = search->limit;
  } else {
    arrival.after = milliseconds(
        RandomLot(seed_ ^ (order * 0x9E37U), question).Below(kSlowestMs));
  }
  asked_[question] = InShort(arrival.report);
  return arrival;
}

Report RandomWorld::SomeRecords(RandomLot& lot) {
  std::vector<SrvRecord> records(lot.Chance(40) ? 0 : lot.Below(6));
  for (SrvRecord& record : records) {
    record = {.priority = static_cast<std::uint16_t>(lot.Below(3)),
              .weight = static_cast<std::uint16_t>(lot.Below(3)),
              .port = lot.Chance(85) ? std::uint16_t{443} : std::uint16_t{80},
              .target = lot.AnyHost()};
  }
  return records.empty() ? NoRecords() : Records(std::move(records));
}

// What a directory says that protects its words names hosts inside.
DirectoryEntry RandomWorld::SomeEntry(RandomLot& lot, bool is_protected) {
  if (lot.Chance(40)) {
    std::vector<std::string> keywords = {std::string(kPointerGuid)};
    if (lot.Chance(50)) {
      keywords.emplace_back(lot.Chance(70) ? "Domain=corp.test"
                                           : "Domain=else.test");
    }
    return {.attributes = {{"keywords", std::move(keywords)},
                           {"serviceBindingInformation", {lot.Directory()}}}};
  }
  return {.attributes = {
              {"keywords", {std::string(kUrlGuid)}},
              {"serviceBindingInformation",
               {lot.UrlAt(is_protected ? lot.InsideHost() : lot.AnyHost())}}}};
}

Report RandomWorld::FromDirectory(RandomLot& lot,
                                  const SearchDirectory& search) const {
  switch (lot.Below(10)) {
    case 0:
      return TransportFailure{.stage = Stage::kConnect, .reason = "refused"};
    case 1:
      // After silence beyond the grace others go ahead. So it must be that of
      // the first directory, which none follows then.
      if (search.server == policy_.directory.uri) {
        return TransportFailure{
            .stage = Stage::kConnect, .timed_out = true, .reason = "timed out"};
      }
      break;
    case 2:
      if (search.login) {
        return TransportFailure{.stage = Stage::kHttp,
                                .refusal = ErrorCode::kAuthenticationFailed,
                                .reason = "the directory refuses the password"};
      }
      break;
    default:
      break;
  }
  DirectoryAnswer answer;
  const bool is_protected = search.login || search.server.starts_with("ldaps");
  for (std::uint32_t left = lot.Below(4); left > 0; --left) {
    answer.entries.push_back(SomeEntry(lot, is_protected));
  }
  return answer;
}

// What a host with a good certificate says.
Report RandomWorld::OverTls(RandomLot& lot, const Url& url) {
  switch (lot.Below(14)) {
    case 0:
      return Ok(EwsAndMapi(url.host));
    case 1:
      return Ok(SoapSettings(StrCat("https://", url.host, "/EWS/a.asmx")));
    case 2:
      return Ok(PoxRedirectUrl(lot.UrlAt(lot.InsideHost())));
    case 3:
      return Ok(SoapUserError("RedirectUrl", lot.UrlAt(lot.InsideHost())));
    case 4:
      return Ok(PoxRedirectAddress(
          StrCat("a", lot.Below(20), "@", lot.InsideHost())));
    case 5:
      return Ok(PoxError("500", "no"));
    case 6:
      return NotThere();
    case 7:
      return Asks({lot.Chance(50) ? "Negotiate" : "Negotiate, NTLM, Basic",
                   lot.Chance(50) ? "Digest nonce=n, qop=auth" : "Nego2"});
    case 8:
    case 9:
      return MovesTo(lot.UrlAt(lot.InsideHost()));
    default:
      return AsksForBasic();
  }
}

// What V2 says, which nobody has to log in for.
Report RandomWorld::InV2(RandomLot& lot, const Url& url) {
  const bool older = url.query.find(codec::kV2Older) != std::string::npos;
  switch (lot.Below(10)) {
    case 0:
    case 1:
    case 2: {
      const std::string named =
          older ? lot.UrlAt(lot.V2Host())
                : StrCat("https://", lot.V2Host(), "/EWS/a.asmx");
      return Ok(StrCat(R"({"Protocol":")", older ? codec::kV2Older : "EWS",
                       R"(","Url":")", named, R"("})"));
    }
    case 3:
      return Says(400,
                  R"({"ErrorCode":"InvalidProtocol","ErrorMessage":"no"})");
    case 4:
      return MovesTo(lot.UrlAt(lot.InsideHost()));
    default:
      return NotThere();
  }
}

Report RandomWorld::AnswerTo(const Action& action) const {
  const std::string question = QuestionOf(action);
  const bool silenced = silenced_.contains(question);
  RandomLot lot(seed_, question);
  if (const auto* search = std::get_if<SearchDirectory>(&action)) {
    return silenced ? DirectoryAnswer{} : FromDirectory(lot, *search);
  }
  const auto* send = std::get_if<SendHttp>(&action);
  if (send == nullptr) {
    return silenced ? NoRecords() : SomeRecords(lot);
  }
  const Url url = *ParseUrl(send->url);
  if (silenced) {
    return NotThere();
  }
  // A host that is not there is so for every question.
  RandomLot host(seed_, url.Origin());
  switch (host.Below(12)) {
    case 0:
      return BadCertificate();
    case 1:
      return NoName();
    case 2:
      return TransportFailure{
          .stage = Stage::kConnect, .timed_out = true, .reason = "timed out"};
    default:
      break;
  }
  if (!url.IsHttps()) {
    return lot.Chance(70) ? MovesTo(lot.UrlAt(lot.AnyHost())) : Says(200);
  }
  if (send->method == "GET") {
    return InV2(lot, url);
  }
  const bool all_ask = RandomLot(seed_, "mood").Chance(15);
  return all_ask ? AsksForBasic() : OverTls(lot, url);
}

}  // namespace autodiscover::core::testing
