// SPDX-License-Identifier: Apache-2.0

#include "core/step.h"

#include "base/strings.h"

namespace autodiscover::core {
namespace {

std::string_view FirstEndpoint(const Settings& settings) {
  for (const std::string* url :
       {&settings.ews_url, &settings.mapi_url, &settings.activesync_url}) {
    if (!url->empty()) {
      return *url;
    }
  }
  return "settings";
}

std::string WayOf(const Login& login) {
  return StrCat(" ", ToString(login.scheme),
                login.IsInsideNegotiate() ? " inside negotiate" : "");
}

// One overload per alternative; each gives its whole line.
struct Line {
  std::string operator()(const LookupSrv& lookup) const {
    return StrCat("SRV ", lookup.name);
  }
  std::string operator()(const SendHttp& send) const {
    return StrCat(send.method, " ", send.url,
                  send.login ? WayOf(*send.login) : "");
  }
  std::string operator()(const SearchDirectory& search) const {
    return StrCat("LDAP ", search.server, search.base.empty() ? "" : "/",
                  search.base, search.login ? " simple" : "");
  }
  std::string operator()(const Start& start) const {
    return StrCat("#", start.id.value, " ", ToString(start.action));
  }
  std::string operator()(const Cancel& cancel) const {
    return StrCat("cancel #", cancel.id.value);
  }
  std::string operator()(const Wait& wait) const {
    return StrCat("wait until ", wait.deadline.time_since_epoch().count(),
                  "ms");
  }
  std::string operator()(const Finished& finished) const {
    const Outcome& outcome = finished.outcome;
    if (outcome.settings) {
      return StrCat("found ", FirstEndpoint(*outcome.settings));
    }
    return StrCat("failed ", outcome.error ? ToString(outcome.error->code)
                                           : std::string_view("unknown"));
  }
};

}  // namespace

std::string ToString(const Step& step) { return std::visit(Line{}, step); }

std::string ToString(const Action& action) {
  return std::visit(Line{}, action);
}

bool IsUnreachable(const TransportFailure& failure) {
  return failure.stage == Stage::kDns || failure.stage == Stage::kConnect ||
         failure.stage == Stage::kTls;
}

TransportFailure AsFailure(const Report& report) {
  const auto* failure = std::get_if<TransportFailure>(&report);
  return failure != nullptr
             ? *failure
             : TransportFailure{.stage = Stage::kHttp,
                                .reason = "there is no report of an answer"};
}

}  // namespace autodiscover::core
