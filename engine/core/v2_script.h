// SPDX-License-Identifier: Apache-2.0
//
// What the tests of Autodiscover V2 say again and again.

#ifndef AUTODISCOVER_CORE_V2_SCRIPT_H_
#define AUTODISCOVER_CORE_V2_SCRIPT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "core/scripted_run.h"

namespace autodiscover::core::testing {

// The question for Ann, as a step line.
inline std::string Get(std::string_view host,
                       std::string_view protocol = "Ews") {
  return StrCat("GET https://", host,
                "/autodiscover/autodiscover.json?Email=ann%40corp.test"
                "&Protocol=",
                protocol);
}

// The answer that names `url`.
inline std::string Json(std::string_view protocol, std::string_view url) {
  return StrCat(R"({"Protocol":")", protocol, R"(","Url":")", url, R"("})");
}

// What POX says of MAPI over HTTP, which V2 does not tell.
inline constexpr std::string_view kMapi =
    "<Protocol Type=\"mapiHttp\" Version=\"1\"><MailStore><ExternalUrl>"
    "https://mail.corp.test/mapi</ExternalUrl></MailStore></Protocol>";

// V2 and then POX, at the root domain alone.
inline Policy V2First(std::vector<Service> services = {Service::kEws}) {
  Policy policy = Only(Source::kRootDomain);
  policy.protocols = {Protocol::kV2, Protocol::kPox};
  policy.wanted.services = std::move(services);
  return policy;
}

}  // namespace autodiscover::core::testing

#endif  // AUTODISCOVER_CORE_V2_SCRIPT_H_
