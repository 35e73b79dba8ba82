// SPDX-License-Identifier: Apache-2.0

#include "sandbox/kerberos_realm.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "auth/kerberos_ticket.h"
#include "sandbox/memory_file.h"
#include "wire/unique_fd.h"

namespace fake {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDirectory = "/run/kerberos";
constexpr const char* kConfig = "/run/kerberos/krb5.conf";
constexpr const char* kKdcConfig = "/run/kerberos/kdc.conf";
constexpr const char* kKeytab = "/run/kerberos/keytab";
constexpr const char* kCache = "FILE:/run/kerberos/ticket";
constexpr const char* kDatabaseTool = "/usr/sbin/kdb5_util";
constexpr const char* kAdminTool = "/usr/sbin/kadmin.local";
constexpr const char* kKdc = "/usr/sbin/krb5kdc";
constexpr std::uint16_t kPort = 88;
constexpr std::chrono::seconds kPatience{10};
constexpr int kPollMs = 2;

bool Write(const char* path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  return stream.good();
}

// No name is looked up anywhere, so that a client asks for the host it means.
std::string ClientConfig(const World& world) {
  const std::string& realm = world.kerberos->realm;
  std::string text = "[libdefaults]\n default_realm = " + realm +
                     "\n dns_lookup_kdc = false\n dns_lookup_realm = false\n"
                     " dns_canonicalize_hostname = false\n rdns = false\n"
                     "[realms]\n " +
                     realm + " = {\n  kdc = 127.0.0.1\n }\n[domain_realm]\n";
  for (const Host& host : world.hosts) {
    text += " " + host.name + " = " + realm + "\n";
  }
  return text;
}

std::string ServerConfig(const std::string& realm) {
  const std::string directory = kDirectory;
  return "[kdcdefaults]\n kdc_listen = 127.0.0.1:88\n"
         " kdc_tcp_listen = 127.0.0.1:88\n[realms]\n " +
         realm + " = {\n  database_name = " + directory +
         "/database\n  key_stash_file = " + directory +
         "/stash\n  acl_file = " + directory +
         "/acl\n  supported_enctypes = aes256-cts:normal\n }\n";
}

// Of kadmin: quotation marks are doubled.
std::string QuotedForAdmin(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string AdminScript(const World& world) {
  std::string script;
  for (const auto& [user, password] : world.accounts) {
    script += "addprinc -pw " + QuotedForAdmin(password) + " " +
              QuotedForAdmin(PrincipalOf(user)) + "\n";
  }
  for (const Host& host : world.hosts) {
    if (world.kerberos->fault == KerberosFault::kWrongSpn) {
      break;
    }
    const std::string service = "HTTP/" + host.name;
    script += "addprinc -randkey " + service + "\nktadd -k " + kKeytab + " " +
              service + "\n";
    if (world.kerberos->fault == KerberosFault::kWrongKey) {
      script += "cpw -randkey " + service + "\n";
    }
  }
  return script;
}

// Starts a program with this input and no output. -1: it cannot be.
pid_t Spawn(std::vector<const char*> arguments, int input) {
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(input, STDIN_FILENO);
    ::dup2(input, STDOUT_FILENO);
    ::dup2(input, STDERR_FILENO);
    ::setsid();
    ::execv(arguments.front(), const_cast<char* const*>(arguments.data()));
    ::_exit(127);
  }
  return pid;
}

// Whether a program that reads `input` has ended well.
bool Succeeds(std::vector<const char*> arguments, const std::string& input) {
  std::array<int, 2> ends = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return false;
  }
  const UniqueFd ours(ends[0]);
  UniqueFd theirs(ends[1]);
  const pid_t pid = Spawn(std::move(arguments), theirs.get());
  theirs = UniqueFd();
  if (pid < 0) {
    return false;
  }
  (void)WriteAll(ours.get(), input);
  ::shutdown(ours.get(), SHUT_WR);
  std::array<char, 4096> unheard;
  while (::read(ours.get(), unheard.data(), unheard.size()) > 0) {
  }
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool Listens() {
  const UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(kPort);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address),
                   sizeof address) == 0;
}

// False: it has ended, or takes too long.
bool AwaitKdc(pid_t kdc) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!Listens()) {
    if (::waitpid(kdc, nullptr, WNOHANG) != 0 ||
        std::chrono::steady_clock::now() > end) {
      return false;
    }
    ::poll(nullptr, 0, kPollMs);
  }
  return true;
}

std::optional<std::string> Missing() {
  for (const char* program : {kDatabaseTool, kAdminTool, kKdc}) {
    if (::access(program, X_OK) != 0) {
      return std::string(program) +
             " is missing, and this world has `kerberos`: install the "
             "packages krb5-kdc and krb5-admin-server";
    }
  }
  return std::nullopt;
}

std::optional<std::string> MakeDatabase(const World& world) {
  const std::string& realm = world.kerberos->realm;
  std::error_code error;
  fs::create_directory(kDirectory, error);
  fs::permissions(kDirectory, fs::perms::owner_all, error);
  if (error || !Write(kConfig, ClientConfig(world)) ||
      !Write(kKdcConfig, ServerConfig(realm))) {
    return std::string("cannot write below ") + kDirectory;
  }
  ::setenv("KRB5_CONFIG", kConfig, 1);
  ::setenv("KRB5_KDC_PROFILE", kKdcConfig, 1);
  // The database lives in memory as long as the sandbox: its key is no secret.
  if (!Succeeds(
          {kDatabaseTool, "create", "-s", "-r", realm.c_str(), "-P", "fixture"},
          "")) {
    return std::string(kDatabaseTool) + " could not make the realm " + realm;
  }
  if (!Succeeds({kAdminTool, "-r", realm.c_str()}, AdminScript(world))) {
    return std::string(kAdminTool) + " could not add the accounts";
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> KerberosEnvironment() {
  return {std::string("KRB5_CONFIG=") + kConfig,
          std::string("KRB5CCNAME=") + kCache};
}

std::string KerberosRealm::Keytab() { return kKeytab; }

KerberosRealm::KerberosRealm(KerberosRealm&& other) noexcept
    : kdc_(std::exchange(other.kdc_, -1)) {}

KerberosRealm& KerberosRealm::operator=(KerberosRealm&& other) noexcept {
  std::swap(kdc_, other.kdc_);
  return *this;
}

KerberosRealm::~KerberosRealm() {
  if (kdc_ > 0) {
    ::kill(kdc_, SIGKILL);
    ::waitpid(kdc_, nullptr, 0);
  }
}

std::variant<KerberosRealm, std::string> KerberosRealm::Start(
    const World& world) {
  if (auto missing = Missing()) {
    return *std::move(missing);
  }
  if (auto problem = MakeDatabase(world)) {
    return *std::move(problem);
  }
  const UniqueFd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  KerberosRealm realm(Spawn({kKdc, "-n"}, nothing.get()));
  if (realm.kdc_ < 0 || !AwaitKdc(realm.kdc_)) {
    return std::string(kKdc) + " does not answer";
  }
  if (world.kerberos->ticket != KerberosTicket::kNone) {
    const bool stored = StoreTicket(
        {.principal = PrincipalOf(world.mailbox.username),
         .password = world.mailbox.password,
         .cache = kCache,
         .expired = world.kerberos->ticket == KerberosTicket::kExpired});
    if (!stored) {
      return std::string(
          "the KDC gave no ticket for the mailbox: is its password that of "
          "the account?");
    }
  }
  return realm;
}

}  // namespace fake
