// SPDX-License-Identifier: Apache-2.0

#include "main/serve_command.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "history/transcript.h"
#include "main/messages.h"
#include "main/output_file.h"
#include "main/relocation.h"
#include "main/serve_listing.h"
#include "main/world_source.h"
#include "sandbox/exit_code.h"
#include "sandbox/follow.h"
#include "sandbox/memory_file.h"
#include "sandbox/signals.h"
#include "tls/certificate_authority.h"
#include "wire/unique_fd.h"
#include "world/running_world.h"
#include "world/world.h"
#include "world/world_file.h"

namespace fake {
namespace {

// Where clients find the root certificate: in the file asked for, else in
// memory, at a name that vanishes with this process.
struct CaFile {
  UniqueFd memory;
  std::string path;
};

std::variant<CaFile, std::string> PublishCa(const std::string& pem,
                                            const std::string& wanted) {
  if (!wanted.empty()) {
    if (std::optional<std::string> problem = WriteOutputFile(wanted, pem)) {
      return *std::move(problem);
    }
    return CaFile{.path = wanted};
  }
  CaFile file{.memory = MakeMemoryFile("ca.pem", pem)};
  file.path = "/proc/" + std::to_string(getpid()) + "/fd/" +
              std::to_string(file.memory.get());
  return file;
}

// True when standard input has come to its end.
bool InputEnded() {
  std::array<char, 4096> ignored{};
  return read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0;
}

// Returns at a stop signal, or at the end of standard input if that counts.
void WaitForStop(const sigset_t& signals, bool until_eof) {
  const UniqueFd stop(signalfd(-1, &signals, SFD_CLOEXEC));
  std::array<pollfd, 2> watched = {
      pollfd{.fd = stop.get(), .events = POLLIN},
      pollfd{.fd = until_eof ? STDIN_FILENO : -1, .events = POLLIN}};
  while (true) {
    const int ready = poll(watched.data(), watched.size(), -1);
    if (ready > 0 && watched[0].revents != 0) {
      return;
    }
    if (ready > 0 && watched[1].revents != 0 && InputEnded()) {
      return;
    }
  }
}

int Fail(int exit_code, const std::string& message) {
  Say(message);
  return exit_code;
}

ServeOptions HowToServe(const ServeCommandOptions& options, int key_log_fd) {
  const std::string& address = options.addresses.front();
  return {.real_ports = options.real_ports,
          .free_address = address,
          .dns_address = address,
          .dns_port = static_cast<std::uint16_t>(options.real_ports ? 53 : 0),
          .key_log_fd = key_log_fd,
          .clock_rate = options.world.clock_rate};
}

// What to do when the kernel keeps the ports below 1024 to itself.
std::string PrivilegeHint(const std::string& problem) {
  const std::string denied = std::generic_category().message(EACCES);
  return problem.find(denied) == std::string::npos
             ? std::string()
             : ". Run it as root, or: sysctl "
               "net.ipv4.ip_unprivileged_port_start=53";
}

// Fills in the addresses that were not given, and moves the world's hosts to
// them. On failure one sentence.
std::optional<std::string> SettlePlaces(ServeCommandOptions& options,
                                        World& world) {
  for (const std::string& address : options.addresses) {
    if (std::optional<std::string> problem = ProblemWithAddress(address)) {
      return problem;
    }
  }
  if (options.addresses.empty()) {
    options.addresses = LoopbackAddressesFor(world);
  } else if (!options.real_ports && options.addresses.size() > 1) {
    return "more than one --address needs `--ports real`";
  }
  return options.real_ports ? Relocate(options.addresses, world)
                            : std::optional<std::string>();
}

// Serves `world` from start to stop. Nothing on success, else the exit code.
std::optional<int> ServeUntilStopped(const ServeCommandOptions& options,
                                     const World& world, Transcript& transcript,
                                     const sigset_t& signals, int key_log_fd) {
  const CertificateAuthority authority;
  Listing listing{.world = options.world.file,
                  .mailbox = world.mailbox.address,
                  .ca_pem = authority.RootPem(),
                  .real_ports = options.real_ports};
  const auto ca = PublishCa(listing.ca_pem, options.ca_file);
  if (const auto* problem = std::get_if<std::string>(&ca)) {
    return Fail(kExitOutputNotWritten, *problem);
  }
  listing.ca_file = std::get_if<CaFile>(&ca)->path;
  const auto started = RunningWorld::Start(world, authority, transcript,
                                           HowToServe(options, key_log_fd));
  if (const auto* problem = std::get_if<std::string>(&started)) {
    return Fail(kExitWorldNotStarted, *problem + PrivilegeHint(*problem));
  }
  RunningWorld& running =
      **std::get_if<std::unique_ptr<RunningWorld>>(&started);
  transcript.Start();
  listing.bound = running.bound();
  std::cout << (options.json ? ListingAsJson(listing) : ListingAsText(listing))
            << std::flush;
  WaitForStop(signals, options.until_eof);
  running.Stop();
  return std::nullopt;
}

int ServeAndWrite(const ServeCommandOptions& options, const World& world,
                  const Outputs& outputs) {
  // Blocked before the world has threads, so that none of them is hit.
  const sigset_t signals = HeededStopSignals();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  if (world.kerberos) {
    return Fail(kExitWorldNotStarted,
                "this world has `kerberos`, whose KDC needs a port of its own: "
                "only `fake-exchange run` can serve it");
  }
  Transcript transcript(options.world.clock_rate);
  FollowTo(outputs.follow.get(),
           FollowForm(options.world.follow_as, outputs.follow.get()),
           transcript);
  if (const auto failed = ServeUntilStopped(options, world, transcript, signals,
                                            outputs.key_log.get())) {
    return *failed;
  }
  SayUnfired(transcript.Unfired());
  if (options.world.transcript.empty()) {
    return kExitSuccess;
  }
  const auto problem =
      WriteOutputFile(options.world.transcript,
                      transcript.ToJson(options.world.file, std::nullopt));
  return problem ? Fail(kExitOutputNotWritten, *problem) : kExitSuccess;
}

}  // namespace

int Serve(ServeCommandOptions options) {
  auto source = ReadWorldSource(options.world.file);
  if (const auto* problems = std::get_if<std::vector<Problem>>(&source)) {
    Say(*problems);
    return kExitWorldInvalid;
  }
  const auto outputs = PrepareOutputs(
      options.world.transcript, options.world.follow, options.world.key_log);
  if (const auto* problem = std::get_if<std::string>(&outputs)) {
    return Fail(kExitOutputNotWritten, *problem);
  }
  World world = std::move(std::get_if<WorldSource>(&source)->world);
  if (options.world.rtt) {
    world.rtt = *options.world.rtt;
  }
  SettleSeed(options.world.seed, world);
  if (const auto problem = SettlePlaces(options, world)) {
    return Fail(kExitUsage, *problem);
  }
  return ServeAndWrite(options, world, *std::get_if<Outputs>(&outputs));
}

}  // namespace fake
