// SPDX-License-Identifier: Apache-2.0
//
// The trace of a run: what was tried, and how each thing ended.

#ifndef AUTODISCOVER_CORE_TRACE_H_
#define AUTODISCOVER_CORE_TRACE_H_

#include <optional>
#include <string>
#include <vector>

#include "autodiscover/outcome.h"

#include "core/step.h"

namespace autodiscover::core {

// How an attempt ended.
// Why a failure is one, and whose.
struct Cause {
  Mender mender = Mender::kClient;
  std::string_view rule;  // Of the catalogue: "TLS-01".
};

struct Ending {
  Stage stage = Stage::kAnswer;
  bool succeeded = false;
  std::string reason;
  std::string advice;
  // Set: the attempt counts as this in the summary. Not set: something else
  // came of it, such as a redirect.
  std::optional<ErrorCode> failure;
  std::optional<Cause> cause;  // Goes with `failure`.
};

class Trace {
 public:
  explicit Trace(Timestamp run_start) : run_start_(run_start) {}

  // Both give the index of the new attempt, for its children. `action` as in
  // Attempt.
  int Begin(Source source, int parent, const Action& action, Timestamp now);
  // Notes what was decided against, without a step.
  int Refuse(Source source, int parent, std::string action, Ending ending,
             Timestamp now);

  void End(int index, Ending ending, Timestamp now);
  // What the network said of attempt `index`, before End.
  void SetPeer(int index, std::string peer_address);
  // The facts that came with its report.
  void SetFacts(int index, const Report& report);
  // The secret that was to be sent was not.
  void SetUnsent(int index) { At(index).secret_sent = false; }
  void SetStatus(int index, int status);
  void SetBearer(int index, std::optional<BearerChallenge> bearer);
  // The attempt was begun ahead of its candidate's turn.
  void SetAhead(int index);
  // The attempt does not count in the summary: in another order of events it
  // would never have been made.
  void Disregard(int index);

  [[nodiscard]] const std::vector<Attempt>& attempts() const {
    return attempts_;
  }

 private:
  Attempt& At(int index) {
    return attempts_.at(static_cast<std::size_t>(index));
  }
  [[nodiscard]] std::chrono::milliseconds Since(Timestamp now) const {
    return now - run_start_;
  }
  int Add(Attempt attempt);

  Timestamp run_start_;
  std::vector<Attempt> attempts_;
};

}  // namespace autodiscover::core

#endif  // AUTODISCOVER_CORE_TRACE_H_
