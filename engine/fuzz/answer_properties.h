// SPDX-License-Identifier: Apache-2.0
//
// What must hold of an answer, whatever the server sent.

#ifndef AUTODISCOVER_FUZZ_ANSWER_PROPERTIES_H_
#define AUTODISCOVER_FUZZ_ANSWER_PROPERTIES_H_

#include "base/strings.h"
#include "base/utf8.h"
#include "codec/answer.h"
#include "codec/service_urls.h"
#include "fuzz/target.h"

namespace autodiscover::fuzz {

// All text is UTF-8, and an answer that says something says it.
inline void CheckAnswer(const codec::Answer& answer) {
  if (const auto* said = std::get_if<codec::SettingsAnswer>(&answer)) {
    for (const std::string& url : codec::EwsUrls(said->settings)) {
      MustHold(!url.empty() && IsUtf8(url));
    }
    MustHold(IsUtf8(said->settings.display_name));
  } else if (const auto* url = std::get_if<codec::RedirectUrlAnswer>(&answer)) {
    MustHold(!url->url.empty() && IsUtf8(url->url));
  } else if (const auto* moved =
                 std::get_if<codec::RedirectAddressAnswer>(&answer)) {
    MustHold(!moved->address.empty() && IsUtf8(moved->address));
  } else if (const auto* error = std::get_if<codec::ErrorAnswer>(&answer)) {
    MustHold(IsUtf8(error->code) && IsUtf8(error->message));
  } else {
    MustHold(!std::get<codec::NoAnswer>(answer).why.empty());
  }
}

}  // namespace autodiscover::fuzz

#endif  // AUTODISCOVER_FUZZ_ANSWER_PROPERTIES_H_
