// SPDX-License-Identifier: Apache-2.0

#include "core/fellows.h"

#include <algorithm>

#include "base/strings.h"
#include "core/wanted.h"
#include "core/words.h"

namespace autodiscover::core {
namespace {

// As it is asked for; empty: it is no address.
std::string Spelling(std::string_view typed) {
  const Result<EmailAddress> address = ParseEmailAddress(typed);
  return address ? address->text : std::string();
}

}  // namespace

std::vector<std::string> FellowsToAsk(const Policy& policy,
                                      const EmailAddress& mailbox) {
  std::vector<std::string> fellows;
  for (const std::string& user : policy.wanted.users) {
    const Result<EmailAddress> address = ParseEmailAddress(user);
    if (address &&
        (address->domain == mailbox.domain || !policy.endpoint.empty()) &&
        std::ranges::find(fellows, address->text) == fellows.end()) {
      fellows.push_back(address->text);
    }
  }
  return fellows;
}

std::vector<UserAnswer> InOrderOf(const Wanted& wanted,
                                  const std::vector<UserAnswer>& answers) {
  std::vector<UserAnswer> ordered;
  for (const std::string& user : wanted.users) {
    const auto answer =
        std::ranges::find(answers, Spelling(user), &UserAnswer::address);
    ordered.push_back(answer == answers.end()
                          ? UserAnswer{.error = std::string(kNotAsked)}
                          : *answer);
    ordered.back().address = SafeText(user, kQuoteBytesMax);
  }
  return ordered;
}

void Refine(const Policy& policy, std::vector<UserAnswer>& answers) {
  for (UserAnswer& answer : answers) {
    for (std::string* text :
         {&answer.error, &answer.message, &answer.redirect}) {
      *text = SafeText(*text, policy.body_bytes_max);
    }
    if (answer.settings) {
      MakeSafe(*answer.settings, policy.body_bytes_max);
      (void)ChooseEndpoints(policy.wanted, *answer.settings);
    }
  }
}

}  // namespace autodiscover::core
