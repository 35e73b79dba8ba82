// SPDX-License-Identifier: Apache-2.0
//
// Many discoveries in one process.
// Usage: bench_many COUNT AT_ONCE DOMAINS [--in-vain]
// Looks for u0@d0.test, u1@d1.test, … with the password on standard input.
// --in-vain: at one place each, which never answers, for two seconds: what so
// many need of memory while they wait.

#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include "autodiscover/many.h"

#include "bench/measure.h"

int main(int argc, char** argv) {
  using namespace autodiscover;  // NOLINT: a program.
  const bool in_vain = argc > 4 && std::string_view(argv[4]) == "--in-vain";
  const auto number = [&](int place) {
    return static_cast<std::uint64_t>(bench::NumberAt(argv, argc, place, 1));
  };
  const std::uint64_t count = number(1);
  const std::uint64_t domains = number(3);
  std::string password;
  std::getline(std::cin, password);

  Request like;
  like.password = [&password] { return password; };
  like.username = "ann@corp.test";
  ManyOptions options;
  options.at_once = number(2);
  if (in_vain) {
    like.policy.sources = {Source::kRootDomain};
    like.policy.run_limit = std::chrono::seconds(2);
    options.per_host = options.at_once;
  }
  std::uint64_t found = 0;
  std::uint64_t requests = 0;
  std::uint64_t begun = 0;
  const bench::Stopwatch watch;
  DiscoverMany(options, {.next = [&]() -> Pulled {
                 if (begun == count) {
                   return NoMore{};
                 }
                 Asked asked{.request = like, .tag = begun};
                 asked.request.address = "u" + std::to_string(begun) + "@d" +
                                         std::to_string(begun % domains) +
                                         ".test";
                 ++begun;
                 return asked;
               }},
               [&](std::uint64_t /*tag*/, const Outcome& outcome) {
                 found += outcome.settings ? 1U : 0U;
                 requests += outcome.attempts.size();
               });
  std::cout << "{\"mailboxes\": " << count << ", \"found\": " << found
            << ", \"requests\": " << requests
            << ", \"seconds\": " << watch.seconds()
            << ", \"cpu_seconds\": " << bench::CpuSeconds()
            << ", \"peak_kib\": " << bench::PeakKiB() << "}\n";
  return 0;
}
