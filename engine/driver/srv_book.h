// SPDX-License-Identifier: Apache-2.0
//
// Shares the answers about SRV records among many runs.

#ifndef AUTODISCOVER_DRIVER_SRV_BOOK_H_
#define AUTODISCOVER_DRIVER_SRV_BOOK_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "driver/clock.h"
#include "driver/dns_resolver.h"

namespace autodiscover::driver {

// A resolver that asks another one about each name of SRV records once, and
// remembers what it said for a minute; a lookup that failed not at all.
class SrvBook final : public DnsResolver {
 public:
  static constexpr std::chrono::seconds kLives{60};

  // Both must outlive it.
  SrvBook(DnsResolver& resolver, const Clock& clock)
      : resolver_(resolver), clock_(clock) {}

  void LookupSrv(const std::string& name, SrvDone done) override;
  void LookupAddresses(const std::string& name, Family family,
                       AddressesDone done) override {
    resolver_.LookupAddresses(name, family, std::move(done));
  }
  void Watch(std::vector<Watched>& watched) const override {
    resolver_.Watch(watched);
  }
  [[nodiscard]] std::optional<std::chrono::milliseconds> LongestWait()
      const override {
    return resolver_.LongestWait();
  }
  void Process() override { resolver_.Process(); }

  void ForgetOld();

 private:
  struct Entry {
    std::optional<core::SrvAnswer> answer;
    core::Timestamp ends;
    std::vector<SrvDone> waiting;
  };

  void Remember(const std::string& name, const core::SrvAnswer& answer);

  DnsResolver& resolver_;
  const Clock& clock_;
  std::map<std::string, Entry> entries_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_SRV_BOOK_H_
