// SPDX-License-Identifier: Apache-2.0
//
// Joins the parts of a running world: listeners, connections, services, DNS.

#include "world/running_world.h"

#include <atomic>
#include <deque>
#include <utility>

#include "auth/channel_binding.h"
#include "auth/directory.h"
#include "dns/dns_server.h"
#include "history/secret_finder.h"
#include "http/board.h"
#include "http/http_session.h"
#include "http/send_plan.h"
#include "http/service_behaviour.h"
#include "http/witness.h"
#include "tls/key_log.h"
#include "wire/acceptor.h"
#include "wire/connection.h"
#include "wire/socket.h"
#include "wire/stop_signal.h"
#include "wire/worker_pool.h"

namespace fake {
namespace {

constexpr std::size_t kConnectionsMax = 512;

// Every password that a client could send or a server know.
std::vector<std::string> PasswordsOf(const World& world) {
  std::vector<std::string> passwords = {world.mailbox.password};
  for (const auto& [user, password] : world.accounts) {
    passwords.push_back(password);
  }
  return passwords;
}

std::vector<std::string> TokensOf(const World& world) {
  std::vector<std::string> tokens = {world.mailbox.token};
  for (const auto& [token, audience] : world.tokens) {
    tokens.push_back(token);
  }
  return tokens;
}

DirectoryOptions OptionsOf(const World& world, const ServeOptions& options) {
  return {.lockout_after = world.lockout_after,
          .tokens = world.tokens,
          .keytab = options.keytab,
          .clock_is_wrong = world.kerberos &&
                            world.kerberos->fault == KerberosFault::kClockSkew};
}

// Answers the requests of one connection.
class ServiceSession : public SessionHandler {
 public:
  // `binding`: the hash of the certificate below; empty: there is none.
  ServiceSession(ServiceBehaviour& behaviour, Board& board, double clock_rate,
                 Witness witness, std::string binding)
      : behaviour_(behaviour),
        board_(board),
        clock_rate_(clock_rate),
        witness_(std::move(witness)),
        negotiation_(std::move(binding)) {}

  Reply OnRequest(const Request& request, std::string_view raw) override {
    Judgement judgement = behaviour_.Judge(request, negotiation_);
    witness_.SawRequest(request, raw, judgement);
    return std::move(judgement.reply);
  }

  void BeforeReply(const Reply& reply) override {
    if (const auto& wait = reply.wait_for) {
      board_.WaitForRequests(wait->host, wait->count,
                             OnOurClock(wait->at_most, clock_rate_));
    }
  }

  void OnReply(const Reply& reply, const SentReply& sent) override {
    witness_.SawReply(reply, sent);
  }

 private:
  ServiceBehaviour& behaviour_;
  Board& board_;
  const double clock_rate_;
  Witness witness_;
  Negotiation negotiation_;
};

// A Service where it listens.
struct Site {
  Site(const World& world, const Host& on_host, const Service& of_service,
       Directory& directory, Board& board)
      : host(on_host),
        service(of_service),
        behaviour(world, on_host, of_service, directory, board) {}
  const Host& host;
  const Service& service;
  ServiceBehaviour behaviour;
  // Made for the first client: most worlds have hosts that nobody asks.
  SslContext tls;
};

class ServedWorld final : public RunningWorld {
 public:
  ServedWorld(World world, const CertificateAuthority& authority,
              Transcript& transcript, const ServeOptions& options)
      : world_(std::move(world)),
        authority_(authority),
        transcript_(transcript),
        options_(options),
        secrets_(PasswordsOf(world_), TokensOf(world_)),
        directory_(world_.accounts, OptionsOf(world_, options_)),
        workers_(kConnectionsMax) {}
  ~ServedWorld() override { Stop(); }
  ServedWorld(const ServedWorld&) = delete;
  ServedWorld& operator=(const ServedWorld&) = delete;
  ServedWorld(ServedWorld&&) = delete;
  ServedWorld& operator=(ServedWorld&&) = delete;

  // Empty on success, else what went wrong.
  std::string Begin() {
    std::vector<Listener> listeners;
    for (const Host& host : world_.hosts) {
      for (const Service& service : host.services) {
        if (service.tcp == TcpBehaviour::kRefused) {
          continue;
        }
        if (auto problem = AddSite(host, service, listeners);
            !problem.empty()) {
          return problem;
        }
      }
    }
    if (auto problem = BeginDns(); !problem.empty()) {
      return problem;
    }
    acceptor_.emplace(std::move(listeners), stop_);
    transcript_.Start();
    return {};
  }

  std::vector<Bound> bound() const override { return bound_; }

  void Stop() override {
    stop_.Raise();
    board_.Stop();
    acceptor_.reset();
    workers_.Stop();
    for (const auto& server : name_servers_) {
      server->Stop();
    }
  }

 private:
  std::string AddSite(const Host& host, const Service& service,
                      std::vector<Listener>& listeners) {
    Site& site = sites_.emplace_back(world_, host, service, directory_, board_);
    const std::vector<std::string> free = {options_.free_address};
    for (const std::string& address :
         options_.real_ports ? host.addresses : free) {
      const std::uint16_t port = options_.real_ports ? service.port : 0;
      auto socket = ListenOn(address, port);
      if (auto* problem = std::get_if<std::string>(&socket)) {
        return host.name + ": " + *problem;
      }
      Listen(site, address, std::get<UniqueFd>(std::move(socket)), listeners);
    }
    return {};
  }

  void Listen(Site& site, const std::string& address, UniqueFd socket,
              std::vector<Listener>& listeners) {
    const std::uint16_t port = LocalPort(socket);
    bound_.push_back({.host = site.host.name,
                      .world_port = site.service.port,
                      .address = address,
                      .port = port,
                      .tls = site.service.tls.has_value()});
    listeners.push_back(
        {std::move(socket), [this, &site, address](UniqueFd fd) {
           Accept(site, address, std::move(fd));
         }});
  }

  // Each server of the list inside a namespace, else the first that answers.
  std::string BeginDns() {
    const std::vector<NameServer>& servers = world_.resolver.servers;
    if (options_.dns_address || !options_.real_ports) {
      return BeginNameServer(NameServer::kAlive, options_.dns_address.value_or(
                                                     options_.free_address));
    }
    for (std::size_t i = 0; i < servers.size(); ++i) {
      if (servers[i] == NameServer::kClosed) {
        continue;
      }
      if (auto problem = BeginNameServer(servers[i], NameServerAddress(i));
          !problem.empty()) {
        return problem;
      }
    }
    return {};
  }

  std::string BeginNameServer(NameServer kind, const std::string& address) {
    const DnsOptions dns = {.address = address,
                            .port = options_.dns_port,
                            .clock_rate = options_.clock_rate,
                            .rtt = world_.rtt,
                            .dead = kind == NameServer::kDead,
                            .tcp = world_.resolver.tcp};
    auto started = DnsServer::Start(world_.zone, transcript_, secrets_, dns);
    if (auto* problem = std::get_if<std::string>(&started)) {
      return *problem;
    }
    auto& server = std::get<std::unique_ptr<DnsServer>>(started);
    bound_.push_back({.address = dns.address, .port = server->port()});
    name_servers_.push_back(std::move(server));
    return {};
  }

  // In the acceptor's thread. Null: plain, or no certificate can be made.
  const SslContext& TlsOf(Site& site) {
    if (site.tls == nullptr && site.service.tls &&
        site.service.tcp == TcpBehaviour::kAccept) {
      site.tls = authority_.ServerContext(*site.service.tls, site.host.name,
                                          site.host.addresses);
      LogKeysTo(site.tls.get(), &options_.key_log_fd);
    }
    return site.tls;
  }

  // In the acceptor's thread.
  void Accept(Site& site, const std::string& address, UniqueFd socket) {
    const TcpBehaviour tcp = site.service.tcp;
    const Place place = {.connection = ++connections_,
                         .host = site.host.name,
                         .port = site.service.port};
    const char* fault = tcp == TcpBehaviour::kSilent ? "silent" : "";
    if (tcp == TcpBehaviour::kReset) {
      fault = "reset";
    }
    transcript_.Record(
        ConnectEvent{.place = place, .address = address, .fault = fault});
    const WireContext context = {
        .transcript = transcript_,
        .secrets = secrets_,
        .stop = stop_,
        .rtt = OnOurClock(world_.rtt, options_.clock_rate)};
    auto connection = std::make_shared<Connection>(std::move(socket), place,
                                                   TlsOf(site), context);
    const bool no_certificate =
        tcp == TcpBehaviour::kAccept && site.service.tls && site.tls == nullptr;
    if (tcp == TcpBehaviour::kReset || no_certificate) {
      (void)connection->Send({}, {.end = SendPlan::End::kReset});
      return;
    }
    workers_.Run([this, &site, connection] { Serve(site, *connection); });
  }

  // In a worker's thread.
  void Serve(Site& site, Connection& connection) {
    if (site.service.tcp == TcpBehaviour::kSilent) {
      connection.StaySilent();
    } else if (connection.Open()) {
      ServiceSession session(
          site.behaviour, board_, options_.clock_rate,
          Witness(transcript_, secrets_, connection.place(), connection.tls()),
          CertificateHash(site.tls.get()));
      ServeHttp(connection, session, options_.clock_rate);
    }
    connection.Close({});
  }

  const World world_;
  const CertificateAuthority& authority_;
  Transcript& transcript_;
  const ServeOptions options_;
  const SecretFinder secrets_;
  Directory directory_;
  StopSignal stop_;
  Board board_;
  std::deque<Site> sites_;
  std::vector<Bound> bound_;
  std::atomic<std::int64_t> connections_ = 0;
  WorkerPool workers_;
  std::optional<Acceptor> acceptor_;
  std::vector<std::unique_ptr<DnsServer>> name_servers_;
};

}  // namespace

std::variant<std::unique_ptr<RunningWorld>, std::string> RunningWorld::Start(
    const World& world, const CertificateAuthority& authority,
    Transcript& transcript, const ServeOptions& options) {
  auto running =
      std::make_unique<ServedWorld>(world, authority, transcript, options);
  if (std::string problem = running->Begin(); !problem.empty()) {
    return problem;
  }
  return running;
}

}  // namespace fake
