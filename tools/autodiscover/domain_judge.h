// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with a mail domain, and who can mend it. Pure.

#ifndef TOOLS_AUTODISCOVER_DOMAIN_JUDGE_H_
#define TOOLS_AUTODISCOVER_DOMAIN_JUDGE_H_

#include <chrono>
#include <string>
#include <vector>

#include "tools/autodiscover/domain_survey.h"

namespace autodiscover::tools {

// What a client without a login is met with at a place.
enum class SourceState {
  kWorks,         // A login is asked for, or settings are given.
  kNeedsConsent,  // It leads where nothing proves that the domain wants it.
  kBroken,        // Something is there, and clients cannot use it.
  kAbsent,
};
[[nodiscard]] const char* ToString(SourceState state);
[[nodiscard]] SourceState StateOf(const Outcome& outcome);
// In words: "asks for a login".
[[nodiscard]] std::string TellOf(const Outcome& outcome);

enum class Severity {
  kError,    // Mail clients will meet it: they fail, or leak.
  kWarning,  // It works, but should be mended.
  kNote,     // Good to know.
};
[[nodiscard]] const char* ToString(Severity severity);

struct Finding {
  Severity severity = Severity::kNote;
  std::string place;  // A host or a name of DNS.
  std::string what;
  std::string advice;
  Mender mender = Mender::kDns;
  bool operator==(const Finding&) const = default;
};

// The gravest first. `now` judges certificates.
[[nodiscard]] std::vector<Finding> Judge(const Survey& survey,
                                         std::chrono::sys_seconds now);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_DOMAIN_JUDGE_H_
