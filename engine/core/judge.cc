// SPDX-License-Identifier: Apache-2.0

#include "core/judge.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/strings.h"
#include "codec/mobile_sync.h"
#include "codec/pox.h"
#include "codec/soap.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

Challenged ReadChallenges(const HttpAnswer& answer) {
  Challenged challenged;
  for (const auto& [name, value] : answer.headers) {
    if (!EqualsIgnoreCase(name, "WWW-Authenticate")) {
      continue;
    }
    std::ranges::move(codec::ParseWwwAuthenticate(value),
                      std::back_inserter(challenged.challenges));
  }
  return challenged;
}

// Turns the codec's alternatives into ours.
struct FromAnswer {
  const Url& url;

  Verdict operator()(codec::SettingsAnswer& answer) const {
    return std::move(answer);
  }
  Verdict operator()(codec::RedirectUrlAnswer& answer) const {
    return std::move(answer);
  }
  Verdict operator()(codec::RedirectAddressAnswer& answer) const {
    return std::move(answer);
  }
  Verdict operator()(codec::ErrorAnswer& answer) const {
    return std::move(answer);
  }
  Verdict operator()(const codec::NoAnswer& answer) const {
    return NoAnswerEnding(answer, url);
  }
};

codec::Answer Read(std::string_view body, Protocol protocol,
                   const codec::XmlLimits& limits,
                   const std::vector<std::string>& fellows = {}) {
  switch (protocol) {
    case Protocol::kSoap:
      return codec::ReadGetUserSettings(body, limits, fellows);
    case Protocol::kDomainSettings:
      return codec::ReadGetDomainSettings(body, limits);
    case Protocol::kMobileSync:
      return codec::ReadMobileSyncResponse(body, limits);
    case Protocol::kPox:
    case Protocol::kV2:  // Not here: V2Chain reads its answers itself.
      break;
  }
  return codec::ReadPoxResponse(body, limits);
}

// A SOAP fault comes with status 500 (SOAP-11), and some servers send a POX
// error with 400; other bodies with them say no more than the status does.
Verdict JudgeStatus(const HttpAnswer& answer, Protocol protocol, const Url& url,
                    const codec::XmlLimits& limits) {
  if (answer.status == 500 || answer.status == 400) {
    codec::Answer fault = Read(answer.body, protocol, limits);
    if (auto* error = std::get_if<codec::ErrorAnswer>(&fault)) {
      return std::move(*error);
    }
  }
  return StatusEnding(answer.status, url);
}

}  // namespace

bool IsRedirect(int status) {
  constexpr std::array kRedirects = {301, 302, 303, 307, 308};
  return std::ranges::find(kRedirects, status) != kRedirects.end();
}

Verdict Judge(const HttpAnswer& answer, Protocol protocol, const Url& url,
              const Policy& policy, const std::vector<std::string>& fellows) {
  if (answer.status == 401) {
    return ReadChallenges(answer);
  }
  if (IsRedirect(answer.status)) {
    return Moved{};
  }
  const codec::XmlLimits limits = codec::XmlLimits::From(policy);
  if (answer.status != 200) {
    return JudgeStatus(answer, protocol, url, limits);
  }
  codec::Answer said = Read(answer.body, protocol, limits, fellows);
  return std::visit(FromAnswer{url}, said);
}

}  // namespace autodiscover::core
