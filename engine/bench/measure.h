// SPDX-License-Identifier: Apache-2.0
//
// What the programs here measure by.

#ifndef AUTODISCOVER_BENCH_MEASURE_H_
#define AUTODISCOVER_BENCH_MEASURE_H_

#include <chrono>
#include <cstdlib>

#include <sys/resource.h>

namespace autodiscover::bench {

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - began_).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point began_ = Clock::now();
};

// Repeats `work` for about `seconds`, at least once; gives how often that was
// in one of them.
template <typename Work>
double TimesASecond(double seconds, const Work& work) {
  const Stopwatch watch;
  double times = 0;
  do {
    work();
    ++times;
  } while (watch.seconds() < seconds);
  return times / watch.seconds();
}

// Of this process, user and system.
inline double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  constexpr double kMicro = 1e-6;
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         kMicro * static_cast<double>(usage.ru_utime.tv_usec +
                                      usage.ru_stime.tv_usec);
}

// The most memory that this process has had.
inline long PeakKiB() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

inline long NumberAt(char** arguments, int count, int place, long otherwise) {
  return place < count ? std::strtol(arguments[place], nullptr, 10) : otherwise;
}

}  // namespace autodiscover::bench

#endif  // AUTODISCOVER_BENCH_MEASURE_H_
