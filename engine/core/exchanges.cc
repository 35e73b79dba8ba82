// SPDX-License-Identifier: Apache-2.0

#include "core/exchanges.h"

#include <utility>
#include <variant>

namespace autodiscover::core {
namespace {

// The bytes of `mine` went to the same place in `other`, nothing secret with
// them, and nobody had to be asked.
bool IsSameQuestion(const SendHttp& mine, const SendHttp& other) {
  const bool plain =
      !mine.login && !other.login && !mine.consent && !other.consent;
  return plain && mine.method == other.method && mine.url == other.url &&
         mine.headers == other.headers && mine.body == other.body;
}

// Where `other` was allowed more, the chain looks at the address that answered.
// Where it was allowed less, there may have been no address for it.
bool IsAnswerTo(const SendHttp& mine, const Exchange& other) {
  return mine.widest_address <= other.question.widest_address ||
         (other.answer && std::holds_alternative<HttpAnswer>(*other.answer));
}

}  // namespace

void Exchanges::Ask(const std::string& place, SendHttp question) {
  by_place_.insert_or_assign(place, Exchange{.question = std::move(question)});
}

void Exchanges::Answer(const std::string& place, const Report& report) {
  const auto asked = by_place_.find(place);
  if (asked != by_place_.end()) {
    asked->second.answer = report;
  }
}

const Exchange* Exchanges::Find(const std::string& place,
                                const Action& action) const {
  const auto asked = by_place_.find(place);
  const auto* send = std::get_if<SendHttp>(&action);
  return asked != by_place_.end() && send != nullptr &&
                 IsSameQuestion(*send, asked->second.question) &&
                 IsAnswerTo(*send, asked->second)
             ? &asked->second
             : nullptr;
}

}  // namespace autodiscover::core
