// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/recorder.h"

#include <utility>

#include <string.h>  // NOLINT: explicit_bzero is not in <cstring>.

#include "tools/autodiscover/cleaner.h"
#include "tools/autodiscover/recording.h"

namespace autodiscover::tools {

Recorder::Recorder(const DiscoverOptions& options) : options_(options) {
  if (!options.record_file.empty()) {
    conform_ = FindConform();
  }
}

Recorder::~Recorder() {
  for (std::string& secret : secrets_) {
    explicit_bzero(secret.data(), secret.size());
  }
}

std::string Recorder::Problem() const {
  if (options_.record_file.empty() || !conform_.empty()) {
    return "";
  }
  return "--record: the program `conform` is neither beside this one nor in "
         "PATH; it takes names and secrets out of what is recorded";
}

const std::string& Recorder::Remember(std::string secret) {
  secrets_.push_back(std::move(secret));
  return secrets_.back();
}

void Recorder::ListenTo(Request& request) {
  if (conform_.empty()) {
    return;
  }
  request.observe = [this](const Observed& seen) { seen_.push_back(seen); };
  if (request.password) {
    request.password = [this, ask = std::move(request.password)] {
      return Remember(ask());
    };
  }
  if (request.token) {
    request.token = [this, ask = std::move(request.token)](
                        const BearerChallenge& challenge) {
      return Remember(ask(challenge));
    };
  }
}

bool Recorder::Write(const Outcome& outcome) {
  if (conform_.empty()) {
    return options_.record_file.empty();
  }
  std::string raw = RawTrace(options_, outcome, seen_, secrets_);
  const bool written =
      WriteCleaned(conform_, raw, options_.record_file, options_.record_keep);
  explicit_bzero(raw.data(), raw.size());
  return written;
}

}  // namespace autodiscover::tools
