// SPDX-License-Identifier: Apache-2.0
//
// Joins the parts of a running world: listeners, connections, services, DNS.

#include "world/running_world.h"

#include <atomic>
#include <deque>
#include <optional>
#include <random>
#include <utility>

#include "auth/channel_binding.h"
#include "auth/directory.h"
#include "dns/dns_server.h"
#include "history/secret_finder.h"
#include "http/board.h"
#include "http/declared_faults.h"
#include "http/dialer.h"
#include "http/http2_session.h"
#include "http/http_session.h"
#include "http/service_behaviour.h"
#include "http/service_session.h"
#include "http/witness.h"
#include "ldap/ldap_session.h"
#include "ldap/tree.h"
#include "tls/key_log.h"
#include "wire/acceptor.h"
#include "wire/black_hole.h"
#include "wire/connection.h"
#include "wire/reply_fault.h"
#include "wire/socket.h"
#include "wire/stop_signal.h"
#include "wire/worker_pool.h"
#include "world/sought.h"
#include "world/tcp_reader.h"
#include "world/tls_reader.h"

namespace fake {
namespace {

constexpr std::size_t kConnectionsMax = 512;
// The least that Linux waits before it sends a segment again.
constexpr Milliseconds kRetransmission{200};

// Every password that a client could send or a server know.
DirectoryOptions OptionsOf(const World& world, const ServeOptions& options) {
  return {.lockout_after = world.lockout_after,
          .tokens = world.tokens,
          .keytab = options.keytab,
          .clock_is_wrong = world.kerberos &&
                            world.kerberos->fault == KerberosFault::kClockSkew};
}

// A Service where it listens.
struct Site {
  Site(const World& world, const Host& on_host, const Service& of_service,
       Directory& directory, Board& board)
      : host(on_host),
        service(of_service),
        behaviour(world, on_host, of_service, directory, board) {
    if (service.ldap) {
      tree.emplace(*service.ldap, host.name);
    }
  }
  const Host& host;
  const Service& service;
  ServiceBehaviour behaviour;
  std::optional<Tree> tree;  // Of a directory.
  // Made for the first client: most worlds have hosts that nobody asks.
  std::optional<TlsSetup> tls;
};

class ServedWorld final : public RunningWorld {
 public:
  ServedWorld(World world, const CertificateAuthority& authority,
              Transcript& transcript, const ServeOptions& options)
      : world_(std::move(world)),
        authority_(authority),
        transcript_(transcript),
        options_(options),
        secrets_(SoughtIn(world_)),
        directory_(world_.accounts, OptionsOf(world_, options_)),
        seed_(world_.seed.value_or(std::random_device()())),
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
        if (service.tcp == TcpBehaviour::kBlackHole) {
          if (auto problem = AddBlackHole(host, service); !problem.empty()) {
            return problem;
          }
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
    transcript_.Declare(DeclaredFaults(world_));
    transcript_.SetRtt(world_.rtt);
    if (world_.loss > 0 || world_.jitter > Milliseconds(0)) {
      transcript_.SetSeed(seed_);
    }
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
    for (const std::string& address : AddressesOf(host)) {
      auto socket = ListenOn(address, PortOf(service));
      if (auto* problem = std::get_if<std::string>(&socket)) {
        return host.name + ": " + *problem;
      }
      Listen(site, address, std::get<UniqueFd>(std::move(socket)), listeners);
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> AddressesOf(const Host& host) const {
    return options_.real_ports
               ? host.addresses
               : std::vector<std::string>{options_.free_address};
  }

  [[nodiscard]] std::uint16_t PortOf(const Service& service) const {
    return options_.real_ports ? service.port : std::uint16_t{0};
  }

  std::string AddBlackHole(const Host& host, const Service& service) {
    for (const std::string& address : AddressesOf(host)) {
      auto dug = DigBlackHole(address, PortOf(service));
      if (auto* problem = std::get_if<std::string>(&dug)) {
        return host.name + ": " + *problem;
      }
      BlackHole& hole =
          black_holes_.emplace_back(std::get<BlackHole>(std::move(dug)));
      bound_.push_back({.host = host.name,
                        .world_port = service.port,
                        .address = address,
                        .port = LocalPort(hole.listener),
                        .tls = service.tls.has_value()});
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
                      .tls = site.service.tls.has_value(),
                      .http = !site.service.ldap});
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
                            .jitter = world_.jitter,
                            .loss = world_.loss,
                            .seed = seed_,
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

  // In the acceptor's thread. Null: plain; without a context: no certificate
  // can be made.
  const TlsSetup* TlsOf(Site& site) {
    const Service& service = site.service;
    const auto& tls =
        service.ldap && !service.tls ? service.ldap->start_tls : service.tls;
    if (!tls || service.tcp != TcpBehaviour::kAccept) {
      return nullptr;
    }
    if (!site.tls) {
      site.tls = TlsSetup{.context = authority_.ServerContext(
                              *tls, site.host.name, site.host.addresses),
                          .fault = tls->handshake,
                          .faults = TlsFaults(*tls)};
      LogKeysTo(site.tls->context.get(), &options_.key_log_fd);
    }
    return &*site.tls;
  }

  // In the acceptor's thread.
  void Accept(Site& site, const std::string& address, UniqueFd socket) {
    const Service& service = site.service;
    const TcpBehaviour tcp = service.tcp;
    const Place place = {.connection = ++connections_,
                         .host = site.host.name,
                         .port = service.port};
    std::string fault = tcp == TcpBehaviour::kAccept ? "" : TcpWord(tcp);
    if (service.drip > Milliseconds(0)) {
      fault = "drip";
    }
    transcript_.Record(ConnectEvent{
        .place = place, .address = address, .fault = std::move(fault)});
    const WireContext context = {
        .transcript = transcript_, .secrets = secrets_, .stop = stop_};
    const TlsSetup* setup = TlsOf(site);
    const TlsSetup* tls = service.tls ? setup : nullptr;  // Else StartTLS.
    auto connection =
        std::make_shared<Connection>(std::move(socket), place, tls, context,
                                     OptionsFor(site, place.connection));
    const bool no_certificate = tls != nullptr && tls->context == nullptr;
    if (tcp == TcpBehaviour::kReset || no_certificate) {
      (void)connection->Send({}, {.end = SendPlan::End::kReset});
      return;
    }
    workers_.Run([this, &site, connection] { Serve(site, *connection); });
  }

  [[nodiscard]] ConnectionOptions OptionsFor(const Site& site,
                                             std::int64_t connection) const {
    const auto real = [this](Milliseconds time) {
      return OnOurClock(time, options_.clock_rate);
    };
    const auto bandwidth = static_cast<double>(
        site.host.bytes_per_second.value_or(world_.bytes_per_second));
    return {.link = {.rtt = real(site.host.rtt.value_or(world_.rtt)),
                     .jitter = real(world_.jitter),
                     .retransmission = real(kRetransmission),
                     .loss = world_.loss,
                     .seed = seed_ + static_cast<std::uint64_t>(connection),
                     .bytes_per_second = bandwidth * options_.clock_rate,
                     .drip = real(site.service.drip)},
            .reset_after = site.service.reset_after_received,
            .speaks_http = !site.service.ldap};
  }

  // In a worker's thread.
  void Serve(Site& site, Connection& connection) {
    if (site.service.tcp == TcpBehaviour::kSilent) {
      connection.StaySilent();
    } else if (site.service.tcp == TcpBehaviour::kHalfClose) {
      connection.HalfClose();
    } else if (connection.Open()) {
      if (site.tree) {
        ServeDirectory(site, connection);
      } else {
        ServeRequests(site, connection);
      }
    }
    connection.Close({});
  }

  void ServeDirectory(Site& site, Connection& connection) {
    const LdapContext context = {.directory = *site.service.ldap,
                                 .tree = *site.tree,
                                 .accounts = directory_,
                                 .transcript = transcript_,
                                 .secrets = secrets_,
                                 .tls = site.tls ? &*site.tls : nullptr,
                                 .clock_rate = options_.clock_rate};
    LdapSession(connection, context).Serve();
  }

  void ServeRequests(Site& site, Connection& connection) {
    ServiceSession session(
        site.behaviour, board_, options_.clock_rate,
        Witness(transcript_, secrets_, connection.place(), connection.tls()),
        CertificateHash(site.tls ? site.tls->context.get() : nullptr),
        [this](const Upstream& upstream) {
          return Dial(world_, bound_, upstream, stop_);
        });
    const auto serve = connection.alpn() == "h2" ? ServeHttp2 : ServeHttp;
    serve(connection, session, options_.clock_rate);
  }

  const World world_;
  const CertificateAuthority& authority_;
  Transcript& transcript_;
  const ServeOptions options_;
  const SecretFinder secrets_;
  Directory directory_;
  const std::uint64_t seed_;
  StopSignal stop_;
  Board board_;
  std::deque<Site> sites_;
  std::vector<Bound> bound_;
  std::vector<BlackHole> black_holes_;
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
