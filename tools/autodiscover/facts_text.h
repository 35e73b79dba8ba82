// SPDX-License-Identifier: Apache-2.0
//
// The facts of attempts as lines for people.

#ifndef TOOLS_AUTODISCOVER_FACTS_TEXT_H_
#define TOOLS_AUTODISCOVER_FACTS_TEXT_H_

#include <set>
#include <string>
#include <vector>

#include "autodiscover/outcome.h"

namespace autodiscover::tools {

struct FactLine {
  std::string topic;  // "DNS", "TLS", "HTTP".
  std::string text;   // May hold what a stranger wrote: Printable.
};

// A name and a certificate are told of once, at the first attempt that met
// them.
class FactsText {
 public:
  [[nodiscard]] std::vector<FactLine> Lines(const Attempt& attempt);

 private:
  std::set<std::string> told_;  // Names and fingerprints.
};

// "corp.test" of "CN=corp.test,O=Corp"; the whole where there is no such part.
[[nodiscard]] std::string CommonName(const std::string& subject);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_FACTS_TEXT_H_
