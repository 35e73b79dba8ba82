// SPDX-License-Identifier: Apache-2.0
//
// Stand-ins for the network and the clock, for tests: no socket, no waiting.

#ifndef AUTODISCOVER_DRIVER_FAKES_H_
#define AUTODISCOVER_DRIVER_FAKES_H_

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "driver/clock.h"
#include "driver/dns_resolver.h"
#include "driver/http_transport.h"

namespace autodiscover::driver {

// Moves only when it is told to.
class FakeClock final : public Clock {
 public:
  [[nodiscard]] core::Timestamp Now() const override { return now_; }
  void LeaveOut(core::Timestamp::duration time) override { now_ -= time; }
  void Advance(std::chrono::milliseconds time) { now_ += time; }

 private:
  core::Timestamp now_{std::chrono::milliseconds(1'000'000)};
};

// Answers when the test says so.
class FakeResolver final : public DnsResolver {
 public:
  void LookupSrv(const std::string& name, SrvDone done) override {
    asked.push_back("SRV " + name);
    srv[name] = std::move(done);
  }
  void LookupAddresses(const std::string& name, Family family,
                       AddressesDone done) override {
    asked.push_back((family == Family::kIpv4 ? "A " : "AAAA ") + name);
    addresses[{name, family}] = std::move(done);
  }
  void Watch(std::vector<Watched>& watched) const override {
    watched.push_back({.descriptor = kDescriptor, .read = true});
  }
  [[nodiscard]] std::optional<std::chrono::milliseconds> LongestWait()
      const override {
    return longest_wait;
  }
  void Process() override {}

  // Both families at once.
  void Answer(const std::string& name, std::vector<std::string> ipv4) {
    addresses.at({name, Family::kIpv4})({.addresses = std::move(ipv4)});
    addresses.at({name, Family::kIpv6})({.why = "NODATA"});
  }

  static constexpr int kDescriptor = 77;
  std::vector<std::string> asked;
  std::map<std::string, SrvDone> srv;
  std::map<std::pair<std::string, Family>, AddressesDone> addresses;
  std::optional<std::chrono::milliseconds> longest_wait;
};

// Notes what it is asked for; time passes only in Wait.
class FakeTransport final : public HttpTransport {
 public:
  explicit FakeTransport(FakeClock& clock) : clock_(clock) {}

  [[nodiscard]] bool KnowsWay(const Url& url) const override {
    return url.host == known_host;
  }
  void Start(core::StepId id, Exchange exchange) override {
    started.emplace_back(id, std::move(exchange));
  }
  void Cancel(core::StepId id) override { cancelled.push_back(id); }
  void Collect(std::vector<Ended>& ended) override {
    for (Ended& one : std::exchange(ready, {})) {
      ended.push_back(std::move(one));
    }
  }
  void Wait(const std::vector<Watched>& watched,
            std::chrono::milliseconds limit) override {
    waits.push_back(limit);
    last_watched = watched;
    clock_.Advance(limit);
    if (on_wait) {
      on_wait();
    }
  }

  std::string known_host;
  std::vector<std::pair<core::StepId, Exchange>> started;
  std::vector<core::StepId> cancelled;
  std::vector<Ended> ready;
  std::vector<std::chrono::milliseconds> waits;
  std::vector<Watched> last_watched;
  std::function<void()> on_wait;

 private:
  FakeClock& clock_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_FAKES_H_
