// SPDX-License-Identifier: Apache-2.0

#include "driver/srv_book.h"

#include <utility>

namespace autodiscover::driver {

void SrvBook::LookupSrv(const std::string& name, SrvDone done) {
  Entry& entry = entries_[name];
  if (entry.answer && clock_.Now() < entry.ends) {
    done(*entry.answer);
    return;
  }
  entry.answer.reset();
  entry.waiting.push_back(std::move(done));
  if (entry.waiting.size() == 1) {
    resolver_.LookupSrv(name, [this, name](const core::SrvAnswer& answer) {
      Remember(name, answer);
    });
  }
}

void SrvBook::Remember(const std::string& name, const core::SrvAnswer& answer) {
  Entry& entry = entries_[name];
  const std::vector<SrvDone> waiting = std::exchange(entry.waiting, {});
  entry.answer = answer;
  entry.ends =
      clock_.Now() + (answer.failed ? std::chrono::seconds(0) : kLives);
  for (const SrvDone& done : waiting) {
    done(answer);
  }
}

void SrvBook::ForgetOld() {
  const core::Timestamp now = clock_.Now();
  std::erase_if(entries_, [now](const auto& named) {
    return named.second.answer && named.second.ends <= now;
  });
}

}  // namespace autodiscover::driver
