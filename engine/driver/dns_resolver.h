// SPDX-License-Identifier: Apache-2.0
//
// The seam to DNS.

#ifndef AUTODISCOVER_DRIVER_DNS_RESOLVER_H_
#define AUTODISCOVER_DRIVER_DNS_RESOLVER_H_

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/step.h"
#include "driver/interface.h"

namespace autodiscover::driver {

// A descriptor that a wait has to watch.
struct Watched {
  int descriptor = -1;
  bool read = false;
  bool write = false;
};

enum class Family { kIpv4, kIpv6 };

struct AddressAnswer {
  std::vector<std::string> addresses;  // Numeric, best first.
  std::string why;                     // Why there are none.
  bool failed = false;  // No answer, as opposed to one without addresses.
  std::chrono::seconds lives{0};     // The shortest TTL of the addresses.
  std::vector<std::string> aliases;  // On the way to them.
  bool operator==(const AddressAnswer&) const = default;
};

// `why` of an answer as DnsFact::rcode: that there is no record of one type is
// no error.
inline std::string RcodeOf(const std::string& why) {
  return why.empty() || why == "NODATA" ? "NOERROR" : why;
}

// Asks the name servers, without blocking. A callback comes from inside a
// lookup, Process or the destructor; at most once. Names are absolute: no
// search list (SRV-01).
class DnsResolver : public Interface {
 public:
  using SrvDone = std::function<void(core::SrvAnswer)>;
  using AddressesDone = std::function<void(AddressAnswer)>;

  virtual void LookupSrv(const std::string& name, SrvDone done) = 0;
  virtual void LookupAddresses(const std::string& name, Family family,
                               AddressesDone done) = 0;

  // Adds what a wait must watch before the next Process.
  virtual void Watch(std::vector<Watched>& watched) const = 0;
  // The longest that a wait may last; nothing when no lookup is under way.
  [[nodiscard]] virtual std::optional<std::chrono::milliseconds> LongestWait()
      const = 0;
  // Reads what has arrived, and repeats what got lost.
  virtual void Process() = 0;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_DNS_RESOLVER_H_
