// SPDX-License-Identifier: Apache-2.0
//
// `discover --record FILE`: listens to a discovery, and has what it heard
// cleaned and written.

#ifndef TOOLS_AUTODISCOVER_RECORDER_H_
#define TOOLS_AUTODISCOVER_RECORDER_H_

#include <string>
#include <vector>

#include "autodiscover/client.h"

#include "tools/autodiscover/command_line.h"

namespace autodiscover::tools {

// Does nothing where there is nothing to record. `options` must outlive it, and
// it the requests that it listens to.
class Recorder {
 public:
  explicit Recorder(const DiscoverOptions& options);
  // Overwrites the secrets.
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  Recorder(Recorder&&) = delete;
  Recorder& operator=(Recorder&&) = delete;

  // Why it could write nothing afterwards; empty: it can.
  [[nodiscard]] std::string Problem() const;
  // Hears what `request` will send, receive and log in with.
  void ListenTo(Request& request);
  // False: nothing was written; what is wrong was said on standard error.
  [[nodiscard]] bool Write(const Outcome& outcome);

 private:
  const std::string& Remember(std::string secret);

  const DiscoverOptions& options_;
  std::string conform_;
  std::vector<Observed> seen_;
  std::vector<std::string> secrets_;
};

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_RECORDER_H_
