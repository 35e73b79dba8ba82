// SPDX-License-Identifier: Apache-2.0
//
// Many discoveries over a network made of functions, for tests: no socket, no
// waiting.

#ifndef AUTODISCOVER_CLIENT_CROWD_FIXTURE_H_
#define AUTODISCOVER_CLIENT_CROWD_FIXTURE_H_

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "client/crowd.h"
#include "driver/fakes.h"

namespace autodiscover::client {

// Knows every name, and answers at once.
class GenerousResolver final : public driver::DnsResolver {
 public:
  void LookupSrv(const std::string& name, SrvDone done) override {
    Count(name);
    done({.why = "NXDOMAIN"});
  }
  void LookupAddresses(const std::string& name, driver::Family family,
                       AddressesDone done) override {
    Count(name);
    done(family == driver::Family::kIpv4
             ? driver::AddressAnswer{.addresses = {"192.0.2.1"},
                                     .lives = std::chrono::seconds(300)}
             : driver::AddressAnswer{.why = "NODATA"});
  }
  void Watch(std::vector<driver::Watched>& /*watched*/) const override {}
  [[nodiscard]] std::optional<std::chrono::milliseconds> LongestWait()
      const override {
    return std::nullopt;
  }
  void Process() override {}

  std::map<std::string, int> asked;
  bool counts = true;

 private:
  void Count(const std::string& name) {
    if (counts) {
      ++asked[name];
    }
  }
};

inline core::HttpAnswer SettingsAnswer() {
  return {.status = 200,
          .headers = {{"Content-Type", "text/xml"}},
          .body =
              "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/"
              "autodiscover/responseschema/2006\"><Response "
              "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/"
              "outlook/responseschema/2006a\"><Account><AccountType>email"
              "</AccountType><Action>settings</Action><Protocol><Type>EXPR"
              "</Type><EwsUrl>https://mail.corp.test/EWS/Exchange.asmx"
              "</EwsUrl></Protocol></Account></Response></Autodiscover>"};
}

// Each request takes as long as `time` says, and gets what `answer` says.
class PacedTransport final : public driver::HttpTransport {
 public:
  explicit PacedTransport(driver::FakeClock& clock) : clock_(clock) {}

  [[nodiscard]] bool KnowsWay(const Url& /*url*/) const override {
    return false;
  }
  void Start(core::StepId id, driver::Exchange exchange) override {
    const std::string url = exchange.request.url;
    ++requests;
    most = std::max(most, ++in_flight[ParseUrl(url)->host]);
    under_way_.emplace(clock_.Now() + time(url), std::make_pair(id, url));
  }
  void Cancel(core::StepId id) override {
    std::erase_if(under_way_, [this, id](const auto& one) {
      const bool found = one.second.first == id;
      if (found) {
        Leave(one.second.second);
      }
      return found;
    });
  }
  void Collect(std::vector<driver::Ended>& ended) override {
    while (!under_way_.empty() && under_way_.begin()->first <= clock_.Now()) {
      const auto [id, url] = under_way_.begin()->second;
      under_way_.erase(under_way_.begin());
      Leave(url);
      ended.push_back({.id = id, .report = answer(url)});
    }
  }
  void Wait(const std::vector<driver::Watched>& watched,
            std::chrono::milliseconds limit) override {
    if (!under_way_.empty()) {
      limit = std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(
                             under_way_.begin()->first - clock_.Now()),
                         std::chrono::milliseconds(0), limit);
    }
    clock_.Advance(limit);
    on_wait(watched);
  }

  std::function<std::chrono::milliseconds(const std::string& url)> time =
      [](const std::string&) { return std::chrono::milliseconds(10); };
  std::function<core::Report(const std::string& url)> answer =
      [](const std::string&) { return SettingsAnswer(); };
  std::function<void(const std::vector<driver::Watched>&)> on_wait =
      [](const auto&) {};
  std::unordered_map<std::string, int> in_flight;  // By host.
  int most = 0;                                    // In flight at one host.
  int requests = 0;

 private:
  void Leave(const std::string& url) {
    const std::string host = ParseUrl(url)->host;
    if (--in_flight[host] == 0) {
      in_flight.erase(host);
    }
  }

  driver::FakeClock& clock_;
  std::multimap<core::Timestamp, std::pair<core::StepId, std::string>>
      under_way_;
};

class CrowdTest : public testing::Test {
 protected:
  // One request to the root domain for each mailbox, or the whole ladder.
  [[nodiscard]] Asked For(const std::string& address, std::uint64_t tag) const {
    Asked asked{.request = {}, .tag = tag};
    asked.request.address = address;
    asked.request.cache = cache_;
    if (!everywhere_) {
      asked.request.policy.sources = {Source::kLastGood, Source::kRootDomain};
    }
    return asked;
  }
  // Asks for `count` mailboxes, named by `name`.
  void Run(std::uint64_t count,
           const std::function<std::string(std::uint64_t)>& name) {
    source_.next = [this, count, &name, before = ended_,
                    given = std::uint64_t{0}]() mutable -> Pulled {
      if (given == count) {
        return NoMore{};
      }
      ++given;
      most_ = std::max(most_, given - (ended_ - before));
      return For(name(given), given);
    };
    RunAll();
  }
  void RunAll() {
    const ManyDone done = [this](std::uint64_t tag, const Outcome& outcome) {
      ++ended_;
      ++ends_[outcome.settings ? "found"
                               : std::string(ToString(outcome.error->code))];
      if (keeps_order_) {
        order_.push_back(tag);
      }
      on_done_(outcome);
    };
    Crowd(options_, source_, done, resolver_, transport_, clock_).RunAll();
  }

  driver::FakeClock clock_;
  GenerousResolver resolver_;
  PacedTransport transport_{clock_};
  ManyOptions options_;
  ManySource source_;
  std::uint64_t ended_ = 0;
  std::uint64_t most_ = 0;  // Given and not ended.
  std::map<std::string, int> ends_;
  bool everywhere_ = false;
  std::shared_ptr<Cache> cache_;
  bool keeps_order_ = true;
  std::vector<std::uint64_t> order_;
  std::function<void(const Outcome&)> on_done_ = [](const Outcome&) {};
};

inline std::string OfOneDomain(std::uint64_t i) {
  return "u" + std::to_string(i) + "@corp.test";
}
inline std::string OfManyDomains(std::uint64_t i) {
  return "ann@d" + std::to_string(i) + ".test";
}

}  // namespace autodiscover::client

#endif  // AUTODISCOVER_CLIENT_CROWD_FIXTURE_H_
