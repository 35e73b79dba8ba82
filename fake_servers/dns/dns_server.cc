// SPDX-License-Identifier: Apache-2.0
//
// One thread waits for everything: datagrams, connections, answers that are
// due. So a delayed answer holds nobody up, and no query costs a thread.

#include "dns/dns_server.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dns/responder.h"
#include "dns/sockets.h"

namespace fake {
namespace {

using Clock = std::chrono::steady_clock;

// Bounds that no world comes near: a client gone wild cannot eat the machine.
constexpr std::size_t kConnectionsMax = 64;
constexpr std::size_t kPendingMax = 4096;
constexpr std::size_t kDatagramMax = 65536;

using ConnectionId = std::uint64_t;

// Where an answer goes.
struct Peer {
  ConnectionId connection = 0;  // 0: UDP, to `address`.
  sockaddr_storage address{};
  socklen_t address_length = 0;
};

struct PendingReply {
  Peer peer;
  std::string bytes;
};

struct Client {
  DnsConnection connection;
  std::size_t pending = 0;
  bool finished_sending = false;
  bool gone = false;  // It does not even take what we send.
};

pollfd Watch(int fd, int events) {
  return {.fd = fd, .events = static_cast<short>(events), .revents = 0};
}

class Server final : public DnsServer {
 public:
  Server(const Zone& zone, Transcript& transcript, const SecretFinder& secrets,
         DnsOptions options, DnsSockets sockets, FileDescriptor wake)
      : options_(std::move(options)),
        responder_(zone, transcript, secrets, options_),
        sockets_(std::move(sockets)),
        wake_(std::move(wake)),
        thread_([this] { Run(); }) {}
  ~Server() override { Server::Stop(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  Server(Server&&) = delete;
  Server& operator=(Server&&) = delete;

  [[nodiscard]] std::uint16_t port() const override { return sockets_.port; }

  void Stop() override {
    stopping_ = true;
    const std::uint64_t one = 1;
    // It cannot fail: the counter has room.
    [[maybe_unused]] const ssize_t written =
        write(wake_.get(), &one, sizeof(one));
    if (thread_.joinable()) {
      thread_.join();
    }
  }

 private:
  void Run();
  void Wait(std::vector<pollfd>& watched);
  void SendDue();
  void ReceiveDatagram();
  void Accept();
  void Serve(ConnectionId id, short events);
  void Forget();
  void Answer(const Peer& peer, std::string_view query, DnsTransport transport);
  void SendAfter(std::chrono::microseconds delay, PendingReply pending);
  void Send(const PendingReply& reply);

  const DnsOptions options_;
  Responder responder_;
  DnsSockets sockets_;
  FileDescriptor wake_;
  std::atomic<bool> stopping_ = false;
  // The rest belongs to the thread.
  std::map<ConnectionId, Client> clients_;
  ConnectionId last_id_ = 0;
  std::multimap<Clock::time_point, PendingReply> pending_;
  std::vector<char> datagram_ = std::vector<char>(kDatagramMax);
  std::thread thread_;  // Last: it uses all the others.
};

void Server::Run() {
  while (!stopping_) {
    std::vector<pollfd> watched = {Watch(wake_.get(), POLLIN),
                                   Watch(sockets_.udp.get(), POLLIN),
                                   Watch(sockets_.tcp.get(), POLLIN)};
    std::vector<ConnectionId> ids;
    for (const auto& [id, client] : clients_) {
      const int in = client.finished_sending ? 0 : POLLIN;
      const int out = client.connection.wants_to_write() ? POLLOUT : 0;
      // Asked about nothing, poll would still tell of a hang-up, at once and
      // again and again: a negative descriptor is left alone.
      const int fd = (in | out) != 0 ? client.connection.fd() : -1;
      watched.push_back(Watch(fd, in | out));
      ids.push_back(id);
    }
    Wait(watched);
    SendDue();
    if (watched[1].revents != 0) {
      ReceiveDatagram();
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      Serve(ids[i], watched[i + 3].revents);
    }
    if (watched[2].revents != 0) {
      Accept();
    }
    Forget();
  }
}

// Until something arrives or an answer is due.
void Server::Wait(std::vector<pollfd>& watched) {
  timespec timeout{};
  if (!pending_.empty()) {
    const auto left = std::max(Clock::duration::zero(),
                               pending_.begin()->first - Clock::now());
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    timeout.tv_sec = seconds.count();
    timeout.tv_nsec = std::chrono::nanoseconds(left - seconds).count();
  }
  if (ppoll(watched.data(), watched.size(),
            pending_.empty() ? nullptr : &timeout, nullptr) < 0) {
    // Interrupted: what it says about the descriptors is not to be believed.
    for (pollfd& one : watched) {
      one.revents = 0;
    }
  }
}

void Server::SendDue() {
  while (!pending_.empty() && pending_.begin()->first <= Clock::now()) {
    const auto due = pending_.extract(pending_.begin());
    const auto client = clients_.find(due.mapped().peer.connection);
    if (client != clients_.end()) {
      --client->second.pending;
    }
    Send(due.mapped());
  }
}

void Server::ReceiveDatagram() {
  Peer peer;
  peer.address_length = sizeof(peer.address);
  const ssize_t got = recvfrom(
      sockets_.udp.get(), datagram_.data(), datagram_.size(), 0,
      reinterpret_cast<sockaddr*>(&peer.address), &peer.address_length);
  if (got >= 0) {
    Answer(peer, {datagram_.data(), static_cast<std::size_t>(got)},
           DnsTransport::kUdp);
  }
}

void Server::Accept() {
  FileDescriptor fd(accept4(sockets_.tcp.get(), nullptr, nullptr,
                            SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!fd.valid()) {
    return;
  }
  if (clients_.size() >= kConnectionsMax) {
    clients_.erase(clients_.begin());  // The oldest.
  }
  clients_.emplace(++last_id_,
                   Client{.connection = DnsConnection(std::move(fd))});
}

void Server::Serve(ConnectionId id, short events) {
  const auto found = clients_.find(id);
  if (events == 0 || found == clients_.end()) {
    return;
  }
  Client& client = found->second;
  if ((events & (POLLERR | POLLNVAL)) != 0 || !client.connection.Flush()) {
    client.gone = true;
    return;
  }
  if ((events & (POLLIN | POLLHUP)) != 0 && !client.connection.Receive()) {
    client.finished_sending = true;
  }
  while (const auto message = client.connection.NextMessage()) {
    Answer({.connection = id}, *message, DnsTransport::kTcp);
  }
}

// Lets go of connections that are gone or have had everything.
void Server::Forget() {
  std::erase_if(clients_, [](const auto& entry) {
    const Client& client = entry.second;
    return client.gone || (client.finished_sending && client.pending == 0 &&
                           !client.connection.wants_to_write());
  });
}

void Server::Answer(const Peer& peer, std::string_view query,
                    DnsTransport transport) {
  std::optional<DnsReply> reply = responder_.Respond(query, transport);
  if (!reply || pending_.size() >= kPendingMax) {
    return;
  }
  std::vector<std::string> messages = {std::move(reply->bytes)};
  std::ranges::move(reply->more, std::back_inserter(messages));
  for (std::string& message : messages) {
    SendAfter(reply->delay, {.peer = peer, .bytes = std::move(message)});
  }
}

void Server::SendAfter(std::chrono::microseconds delay, PendingReply pending) {
  if (delay <= std::chrono::microseconds::zero()) {
    Send(pending);
    return;
  }
  const auto client = clients_.find(pending.peer.connection);
  if (client != clients_.end()) {
    ++client->second.pending;
  }
  pending_.emplace(Clock::now() + delay, std::move(pending));
}

void Server::Send(const PendingReply& reply) {
  if (reply.peer.connection == 0) {
    // A peer that is gone is no matter of ours.
    sendto(sockets_.udp.get(), reply.bytes.data(), reply.bytes.size(),
           MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&reply.peer.address),
           reply.peer.address_length);
    return;
  }
  const auto client = clients_.find(reply.peer.connection);
  if (client == clients_.end()) {
    return;
  }
  client->second.connection.Queue(reply.bytes);
  client->second.gone = !client->second.connection.Flush();
}

}  // namespace

std::variant<std::unique_ptr<DnsServer>, std::string> DnsServer::Start(
    const Zone& zone, Transcript& transcript, const SecretFinder& secrets,
    const DnsOptions& options) {
  auto bound = BindDnsSockets(options.address, options.port);
  if (auto* sentence = std::get_if<std::string>(&bound)) {
    return std::move(*sentence);
  }
  if (options.tcp == DnsTcp::kRefused) {
    // Bound no longer: a connection is refused by the kernel.
    std::get<DnsSockets>(bound).tcp = FileDescriptor();
  }
  FileDescriptor wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake.valid()) {
    return "cannot make an event descriptor: " +
           std::generic_category().message(errno);
  }
  return std::make_unique<Server>(zone, transcript, secrets, options,
                                  std::move(std::get<DnsSockets>(bound)),
                                  std::move(wake));
}

}  // namespace fake
