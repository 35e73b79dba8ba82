// SPDX-License-Identifier: Apache-2.0
//
// What the hosts of a world know of each other: how many requests each has
// had, which replies it gave, and the flags that answers have set.

#ifndef FAKE_SERVERS_HTTP_BOARD_H_
#define FAKE_SERVERS_HTTP_BOARD_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "world/world.h"

namespace fake {

// Safe for threads.
class Board {
 public:
  void CountRequest(const std::string& host);
  void CountReply(const std::string& host, int status);
  void Set(const Flags& flags);

  // Whether the flags and counts that `match` wants are there.
  [[nodiscard]] bool Holds(const Flags& when) const;
  [[nodiscard]] bool Holds(const AfterReplies& after) const;

  // Until `host` has had `count` requests, `limit` is over, or Stop.
  void WaitForRequests(const std::string& host, std::size_t count,
                       std::chrono::nanoseconds limit) const;

  // Ends every wait.
  void Stop();

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<std::string, std::size_t> requests_;
  std::map<std::pair<std::string, int>, std::size_t> replies_;
  Flags flags_;
  bool stopped_ = false;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_BOARD_H_
