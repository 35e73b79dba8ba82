// SPDX-License-Identifier: Apache-2.0
//
// Owns a c-ares channel, set up as this project asks DNS. Private to the
// resolver: c-ares types appear here.

#ifndef AUTODISCOVER_DRIVER_CARES_CHANNEL_H_
#define AUTODISCOVER_DRIVER_CARES_CHANNEL_H_

#include <string>
#include <vector>

#include <ares.h>

namespace autodiscover::driver {

class CaresChannel {
 public:
  // `name_servers` as in Network; empty: those of /etc/resolv.conf.
  explicit CaresChannel(const std::vector<std::string>& name_servers);
  ~CaresChannel();
  CaresChannel(const CaresChannel&) = delete;
  CaresChannel& operator=(const CaresChannel&) = delete;
  CaresChannel(CaresChannel&&) = delete;
  CaresChannel& operator=(CaresChannel&&) = delete;

  // Null when the channel could not be made: then `error` says why.
  [[nodiscard]] ares_channel get() const { return channel_; }
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  void Open(bool pass_errors_on, const std::string& servers);
  void Close();
  [[nodiscard]] bool HasOneServer() const;

  ares_channel channel_ = nullptr;
  std::string error_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CARES_CHANNEL_H_
