// SPDX-License-Identifier: Apache-2.0
//
// Where threads that nobody joins leave what they got, for a loop that waits
// on descriptors.

#ifndef AUTODISCOVER_DRIVER_THREAD_MAILBOX_H_
#define AUTODISCOVER_DRIVER_THREAD_MAILBOX_H_

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include <sys/eventfd.h>
#include <unistd.h>

namespace autodiscover::driver {

// Safe for threads. Shared by all of them, so that it lives as long as the
// last one.
template <typename Item>
class ThreadMailbox {
 public:
  ThreadMailbox() = default;
  ~ThreadMailbox() { close(descriptor_); }
  ThreadMailbox(const ThreadMailbox&) = delete;
  ThreadMailbox& operator=(const ThreadMailbox&) = delete;
  ThreadMailbox(ThreadMailbox&&) = delete;
  ThreadMailbox& operator=(ThreadMailbox&&) = delete;

  // Readable while there is something to take.
  [[nodiscard]] int descriptor() const { return descriptor_; }

  void Put(Item item) {
    const std::lock_guard lock(mutex_);
    items_.push_back(std::move(item));
    const std::uint64_t one = 1;
    (void)!write(descriptor_, &one, sizeof one);
  }

  [[nodiscard]] std::vector<Item> Take() {
    const std::lock_guard lock(mutex_);
    std::uint64_t count = 0;
    (void)!read(descriptor_, &count, sizeof count);
    return std::exchange(items_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<Item> items_;
  int descriptor_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_THREAD_MAILBOX_H_
