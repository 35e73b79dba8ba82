// SPDX-License-Identifier: Apache-2.0
//
// What an HTTP answer of an endpoint means, before any rule about where to go.

#ifndef AUTODISCOVER_CORE_JUDGE_H_
#define AUTODISCOVER_CORE_JUDGE_H_

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "autodiscover/policy.h"

#include "base/url.h"
#include "codec/answer.h"
#include "codec/www_authenticate.h"
#include "core/step.h"
#include "core/trace.h"

namespace autodiscover::core {

// 401.
struct Challenged {
  std::vector<codec::Challenge> challenges;  // Empty: none was named (AUTH-09).
};

// 301, 302, 303, 307 or 308: the same request goes to Location (RED-01,
// RED-02).
struct Moved {};

// An Ending: this candidate is of no use.
using Verdict =
    std::variant<Challenged, Moved, codec::SettingsAnswer,
                 codec::RedirectUrlAnswer, codec::RedirectAddressAnswer,
                 codec::ErrorAnswer, Ending>;

// `fellows`: who else the question was about.
Verdict Judge(const HttpAnswer& answer, Protocol protocol, const Url& url,
              const Policy& policy,
              const std::vector<std::string>& fellows = {});

bool IsRedirect(int status);

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_JUDGE_H_
