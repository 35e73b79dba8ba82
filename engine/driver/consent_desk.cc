// SPDX-License-Identifier: Apache-2.0

#include "driver/consent_desk.h"

namespace autodiscover::driver {

bool ConsentDesk::Allows(const ConsentQuestion& question) {
  const auto [answer, is_new] =
      answers_.try_emplace({question.mail_domain, question.host}, false);
  if (is_new && ask_) {
    try {
      answer->second = ask_(question);
    } catch (...) {
      answer->second = false;
    }
  }
  return answer->second;
}

}  // namespace autodiscover::driver
