// SPDX-License-Identifier: Apache-2.0
//
// DNS by c-ares: /etc/hosts, then the name servers.

#ifndef AUTODISCOVER_DRIVER_CARES_RESOLVER_H_
#define AUTODISCOVER_DRIVER_CARES_RESOLVER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "driver/dns_resolver.h"

namespace autodiscover::driver {

// A truncated UDP answer is asked for again over TCP; a lost one is repeated.
// Lookups that are under way at destruction end without a callback.
class CaresResolver final : public DnsResolver {
 public:
  // Name servers as in Network. A list that cannot be read makes every lookup
  // fail, with the reason.
  explicit CaresResolver(const std::vector<std::string>& name_servers);
  ~CaresResolver() override;
  CaresResolver(const CaresResolver&) = delete;
  CaresResolver& operator=(const CaresResolver&) = delete;
  CaresResolver(CaresResolver&&) = delete;
  CaresResolver& operator=(CaresResolver&&) = delete;

  void LookupSrv(const std::string& name, SrvDone done) override;
  void LookupAddresses(const std::string& name, Family family,
                       AddressesDone done) override;
  void Watch(std::vector<Watched>& watched) const override;
  [[nodiscard]] std::optional<std::chrono::milliseconds> LongestWait()
      const override;
  void Process() override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CARES_RESOLVER_H_
