// SPDX-License-Identifier: Apache-2.0
//
// Threads that each serve one connection at a time, started when needed and
// used again.

#ifndef FAKE_SERVERS_WIRE_WORKER_POOL_H_
#define FAKE_SERVERS_WIRE_WORKER_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace fake {

// Safe for threads. What is running must end by itself once Stop is called:
// the jobs here watch a StopSignal.
class WorkerPool {
 public:
  explicit WorkerPool(std::size_t threads_max) : threads_max_(threads_max) {}
  ~WorkerPool() { Stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  WorkerPool(WorkerPool&&) = delete;
  WorkerPool& operator=(WorkerPool&&) = delete;

  // Runs `job` at once, or, with all threads busy, when one is free.
  void Run(std::function<void()> job);

  // Drops what has not begun and joins every thread.
  void Stop();

 private:
  void Work();

  const std::size_t threads_max_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_WORKER_POOL_H_
