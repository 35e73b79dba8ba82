// SPDX-License-Identifier: Apache-2.0

#include "driver/cares_channel.h"

namespace autodiscover::driver {
namespace {

// A try lasts one second, the next two (c-ares doubles); the limit of the step
// ends it all. The five seconds that resolv.conf has by default would use up a
// step before the second name server is asked.
constexpr int kTryMilliseconds = 1000;
constexpr int kTries = 3;

std::string Join(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) {
    joined.append(joined.empty() ? "" : ",").append(part);
  }
  return joined;
}

}  // namespace

CaresChannel::CaresChannel(const std::vector<std::string>& name_servers) {
  const std::string servers = Join(name_servers);
  // c-ares 1.18 asks the next server after SERVFAIL or REFUSED, and at the end
  // forgets which it was. With a single server there is no next one: then the
  // errors are passed on and can be told apart.
  Open(/*pass_errors_on=*/true, servers);
  if (channel_ != nullptr && !HasOneServer()) {
    Close();
    Open(/*pass_errors_on=*/false, servers);
  }
}

CaresChannel::~CaresChannel() { Close(); }

void CaresChannel::Open(bool pass_errors_on, const std::string& servers) {
  ares_options options{};
  options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES |
                  (pass_errors_on ? ARES_FLAG_NOCHECKRESP : 0);
  options.timeout = kTryMilliseconds;
  options.tries = kTries;
  options.ndomains = 0;  // No search list (SRV-01).
  const int mask =
      ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_DOMAINS;
  if (const int status = ares_init_options(&channel_, &options, mask);
      status != ARES_SUCCESS) {
    channel_ = nullptr;
    error_ = std::string("DNS could not be set up: ") + ares_strerror(status);
    return;
  }
  if (!servers.empty() &&
      ares_set_servers_ports_csv(channel_, servers.c_str()) != ARES_SUCCESS) {
    Close();
    error_ = "not a list of name servers: " + servers;
  }
}

void CaresChannel::Close() {
  if (channel_ != nullptr) {
    ares_destroy(channel_);
    channel_ = nullptr;
  }
}

bool CaresChannel::HasOneServer() const {
  ares_addr_port_node* servers = nullptr;
  if (ares_get_servers_ports(channel_, &servers) != ARES_SUCCESS) {
    return false;
  }
  const bool one = servers != nullptr && servers->next == nullptr;
  ares_free_data(servers);
  return one;
}

}  // namespace autodiscover::driver
