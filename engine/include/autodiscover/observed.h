// SPDX-License-Identifier: Apache-2.0
//
// What passed between this program and one server, whole, for who records it.

#ifndef AUTODISCOVER_OBSERVED_H_
#define AUTODISCOVER_OBSERVED_H_

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "autodiscover/outcome.h"

namespace autodiscover {

// A question to DNS, or an HTTP exchange. What this program proved itself with
// is not in it; but a server may repeat a secret, and bodies are about people:
// clean it before it is kept.
struct Observed {
  using Headers = std::vector<std::pair<std::string, std::string>>;

  std::chrono::milliseconds started{0};  // Since the start of the run.
  std::chrono::milliseconds finished{0};

  std::string method;  // Empty: of DNS alone.
  std::string url;
  Headers request_headers;
  std::string request_body;
  std::optional<AuthScheme> login;  // It went with one; only its last leg.

  std::optional<int> status;  // Not set: no whole answer came.
  Headers answer_headers;
  std::string answer_body;

  // Where it ended without an answer.
  Stage stage = Stage::kAnswer;
  bool timed_out = false;
  std::string peer_address;
  Facts facts;
};

}  // namespace autodiscover

#endif  // AUTODISCOVER_OBSERVED_H_
