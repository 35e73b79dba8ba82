// SPDX-License-Identifier: Apache-2.0

#include "driver/cares_resolver.h"

#include <array>
#include <functional>
#include <utility>

#include <ares.h>

#include "driver/cares_channel.h"
#include "driver/dns_reply.h"

namespace autodiscover::driver {
namespace {

// c-ares hands a `void*` back to its callback: it owns one of these, and the
// callback ends its life.
using SrvContext = std::function<void(core::SrvAnswer)>;
using AddressContext = std::function<void(AddressAnswer)>;

// The channel is being closed: the one who asked may be gone.
bool MustBeSilent(int status) {
  return status == ARES_EDESTRUCTION || status == ARES_ECANCELLED;
}

void OnSrv(void* context, int status, int /*timeouts*/, unsigned char* reply,
           int reply_size) {
  const std::unique_ptr<SrvContext> done(static_cast<SrvContext*>(context));
  if (MustBeSilent(status)) {
    return;
  }
  // After an error c-ares may give the server's bytes, or none.
  const std::size_t size =
      reply == nullptr ? 0 : static_cast<std::size_t>(reply_size);
  (*done)(SrvFromReply(status, {reply, size}));
}

void OnAddresses(void* context, int status, int /*timeouts*/,
                 ares_addrinfo* info) {
  const std::unique_ptr<AddressContext> done(
      static_cast<AddressContext*>(context));
  const std::unique_ptr<ares_addrinfo, void (*)(ares_addrinfo*)> owner(
      info, ares_freeaddrinfo);
  if (!MustBeSilent(status)) {
    (*done)(AddressesFromInfo(status, info));
  }
}

}  // namespace

class CaresResolver::Impl {
 public:
  explicit Impl(const std::vector<std::string>& name_servers)
      : channel_(name_servers) {}

  [[nodiscard]] ares_channel channel() const { return channel_.get(); }
  [[nodiscard]] const std::string& error() const { return channel_.error(); }

  // The descriptors in use, and a bit mask of what for.
  using Sockets = std::array<ares_socket_t, ARES_GETSOCK_MAXNUM>;
  unsigned GetSockets(Sockets& sockets) const {
    return static_cast<unsigned>(
        ares_getsock(channel(), sockets.data(), ARES_GETSOCK_MAXNUM));
  }
  static bool Reads(unsigned mask, unsigned index) {
    return (mask & (1U << index)) != 0;
  }
  static bool Writes(unsigned mask, unsigned index) {
    return (mask & (1U << (index + ARES_GETSOCK_MAXNUM))) != 0;
  }

 private:
  CaresChannel channel_;
};

CaresResolver::CaresResolver(const std::vector<std::string>& name_servers)
    : impl_(std::make_unique<Impl>(name_servers)) {}
CaresResolver::~CaresResolver() = default;

void CaresResolver::LookupSrv(const std::string& name, SrvDone done) {
  if (impl_->channel() == nullptr) {
    done({.why = impl_->error(), .failed = true});
    return;
  }
  auto context = std::make_unique<SrvContext>(std::move(done));
  ares_query(impl_->channel(), name.c_str(), /*dnsclass: IN=*/1,
             /*type: SRV=*/33, OnSrv, context.release());
}

void CaresResolver::LookupAddresses(const std::string& name, Family family,
                                    AddressesDone done) {
  if (impl_->channel() == nullptr) {
    done({.why = impl_->error(), .failed = true});
    return;
  }
  ares_addrinfo_hints hints{};
  hints.ai_family = family == Family::kIpv4 ? AF_INET : AF_INET6;
  hints.ai_socktype = SOCK_STREAM;
  auto context = std::make_unique<AddressContext>(std::move(done));
  ares_getaddrinfo(impl_->channel(), name.c_str(), nullptr, &hints, OnAddresses,
                   context.release());
}

void CaresResolver::Watch(std::vector<Watched>& watched) const {
  if (impl_->channel() == nullptr) {
    return;
  }
  Impl::Sockets sockets{};
  const unsigned mask = impl_->GetSockets(sockets);
  for (unsigned i = 0; i < sockets.size(); ++i) {
    const bool read = Impl::Reads(mask, i);
    const bool write = Impl::Writes(mask, i);
    if (read || write) {
      watched.push_back(
          {.descriptor = sockets.at(i), .read = read, .write = write});
    }
  }
}

std::optional<std::chrono::milliseconds> CaresResolver::LongestWait() const {
  if (impl_->channel() == nullptr) {
    return std::nullopt;
  }
  timeval value{};
  const timeval* left = ares_timeout(impl_->channel(), nullptr, &value);
  if (left == nullptr) {
    return std::nullopt;
  }
  // Rounded up: a wait that ends too early would be repeated with 0.
  return std::chrono::ceil<std::chrono::milliseconds>(
      std::chrono::seconds(left->tv_sec) +
      std::chrono::microseconds(left->tv_usec));
}

void CaresResolver::Process() {
  if (impl_->channel() == nullptr) {
    return;
  }
  Impl::Sockets sockets{};
  const unsigned mask = impl_->GetSockets(sockets);
  for (unsigned i = 0; i < sockets.size(); ++i) {
    ares_process_fd(impl_->channel(),
                    Impl::Reads(mask, i) ? sockets.at(i) : ARES_SOCKET_BAD,
                    Impl::Writes(mask, i) ? sockets.at(i) : ARES_SOCKET_BAD);
  }
}

}  // namespace autodiscover::driver
