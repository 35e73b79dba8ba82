// SPDX-License-Identifier: Apache-2.0

#include "driver/ldap_search.h"

#include <algorithm>
#include <csignal>
#include <memory>
#include <optional>
#include <utility>

#include <ldap.h>
#include <openldap.h>
#include <unistd.h>

#include "base/strings.h"
#include "driver/tcp_connect.h"

namespace autodiscover::driver {
namespace {

using core::TransportFailure;
using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;
using Texts = std::vector<std::string>;

constexpr const char* kSystemCaFile = "/etc/ssl/certs/ca-certificates.crt";
constexpr const char* kContext = "configurationNamingContext";

struct LdapDeleter {
  void operator()(LDAP* ldap) const { ldap_unbind_ext(ldap, nullptr, nullptr); }
};
using LdapPtr = std::unique_ptr<LDAP, LdapDeleter>;

struct MessageDeleter {
  void operator()(LDAPMessage* message) const { ldap_msgfree(message); }
};
using MessagePtr = std::unique_ptr<LDAPMessage, MessageDeleter>;

// When its connection is gone, libldap opens another: to an address that nobody
// has checked, and without TLS.
int RefuseConnection(LDAP* /*ldap*/, Sockbuf* /*buffer*/, LDAPURLDesc* /*url*/,
                     sockaddr* /*address*/, ldap_conncb* /*self*/) {
  return -1;
}
void IgnoreEnd(LDAP* /*ldap*/, Sockbuf* /*buffer*/, ldap_conncb* /*self*/) {}

// What one search asks for, within the bounds of the question.
struct Query {
  std::string base;
  int scope = LDAP_SCOPE_SUBTREE;
  std::string filter;
  Texts names;
  std::size_t entries_max = 1;
};

// One search with all that it needs, in its order.
class Searcher {
 public:
  explicit Searcher(const DirectoryQuestion& question)
      : question_(question),
        end_(SteadyClock::now() + question.limit),
        bytes_left_(question.search.bytes_max) {}

  core::Report Run() {
    std::optional<TransportFailure> failure = Connect();
    if (!failure) {
      failure = Protect();
    }
    if (!failure) {
      failure = Bind();
    }
    if (failure) {
      return *std::move(failure);
    }
    std::string base = question_.search.base;
    if (base.empty()) {
      base = Context();
    }
    if (base.empty()) {
      return Failure(Stage::kAnswer,
                     "its root does not name the configuration");
    }
    return Search(std::move(base));
  }

 private:
  [[nodiscard]] milliseconds Left() const {
    // Never 0, which would mean "no limit" further down.
    return std::max(
        std::chrono::duration_cast<milliseconds>(end_ - SteadyClock::now()),
        milliseconds(1));
  }
  [[nodiscard]] timeval LeftAsTimeval() const {
    constexpr int kThousand = 1000;
    const auto left = Left().count();
    return {.tv_sec = left / kThousand,
            .tv_usec = left % kThousand * kThousand};
  }
  [[nodiscard]] TransportFailure Failure(Stage stage,
                                         std::string reason) const {
    return {.stage = stage, .reason = std::move(reason), .peer_address = peer_};
  }
  [[nodiscard]] TransportFailure Failure(Stage stage, std::string_view what,
                                         int code) const {
    TransportFailure failure =
        Failure(stage, StrCat(what, ": ", ldap_err2string(code)));
    failure.timed_out = code == LDAP_TIMEOUT;
    return failure;
  }

  // The socket is ours, so that no name is looked up again and no other address
  // is connected to (SEC-04).
  std::optional<TransportFailure> Connect() {
    int descriptor = -1;
    auto addresses_left = static_cast<int>(question_.addresses.size());
    for (const std::string& address : question_.addresses) {
      peer_ = address;
      descriptor =
          ConnectTcp(address, question_.server.port, Left() / addresses_left--);
      if (descriptor >= 0) {
        break;
      }
    }
    if (descriptor < 0) {
      return Failure(Stage::kConnect, "no connection could be made");
    }
    LDAP* ldap = nullptr;
    if (ldap_init_fd(descriptor, LDAP_PROTO_TCP,
                     question_.search.server.c_str(), &ldap) != LDAP_SUCCESS) {
      close(descriptor);
      return Failure(Stage::kConnect, "the connection could not be used");
    }
    ldap_.reset(ldap);
    LimitWaits(descriptor, Left());
    SetOptions();
    return std::nullopt;
  }

  void SetOption(int option, const void* value) {
    ldap_set_option(ldap_.get(), option, value);
  }

  // Whatever ldap.conf, .ldaprc and the environment say.
  void SetOptions() {
    const int version = LDAP_VERSION3;
    SetOption(LDAP_OPT_PROTOCOL_VERSION, &version);
    SetOption(LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    const int never = LDAP_DEREF_NEVER;
    SetOption(LDAP_OPT_DEREF, &never);
    SetOption(LDAP_OPT_CONNECT_CB, &only_ours_);
    SetTimeLimits();
    Sockbuf* buffer = nullptr;
    ldap_get_option(ldap_.get(), LDAP_OPT_SOCKBUF, &buffer);
    ber_len_t most = question_.search.bytes_max;
    ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &most);
    const int demand = LDAP_OPT_X_TLS_DEMAND;
    SetOption(LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
    SetOption(LDAP_OPT_X_TLS_CACERTFILE, question_.ca_file.empty()
                                             ? kSystemCaFile
                                             : question_.ca_file.c_str());
    for (const int without : {LDAP_OPT_X_TLS_CACERTDIR, LDAP_OPT_X_TLS_CERTFILE,
                              LDAP_OPT_X_TLS_KEYFILE}) {
      SetOption(without, "");
    }
    const int least = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
    SetOption(LDAP_OPT_X_TLS_PROTOCOL_MIN, &least);
    const int as_client = 0;
    SetOption(LDAP_OPT_X_TLS_NEWCTX, &as_client);
  }

  void SetTimeLimits() {
    const timeval left = LeftAsTimeval();
    SetOption(LDAP_OPT_NETWORK_TIMEOUT, &left);
    SetOption(LDAP_OPT_TIMEOUT, &left);
  }

  std::optional<TransportFailure> Protect() {
    int code = LDAP_SUCCESS;
    if (question_.server.tls) {
      code = ldap_install_tls(ldap_.get());
    } else if (question_.search.login) {
      code = ldap_start_tls_s(ldap_.get(), nullptr, nullptr);
    }
    if (code != LDAP_SUCCESS) {
      return Failure(Stage::kTls, "TLS could not be started", code);
    }
    return std::nullopt;
  }

  // An anonymous client of version 3 need not bind.
  std::optional<TransportFailure> Bind() {
    if (!question_.search.login) {
      return std::nullopt;
    }
    const std::string& password = question_.password.Reveal();
    // An empty one would be taken for an anonymous bind.
    if (password.empty() || ldap_tls_inplace(ldap_.get()) == 0) {
      return Failure(Stage::kPolicy, "there is no password, or no TLS for it");
    }
    SetTimeLimits();
    berval secret = {.bv_len = password.size(),
                     .bv_val = const_cast<char*>(password.data())};
    const int code =
        ldap_sasl_bind_s(ldap_.get(), question_.username.c_str(),
                         LDAP_SASL_SIMPLE, &secret, nullptr, nullptr, nullptr);
    if (code == LDAP_SUCCESS) {
      return std::nullopt;
    }
    TransportFailure failure =
        Failure(Stage::kAnswer, "the login was not accepted", code);
    if (code == LDAP_INVALID_CREDENTIALS) {
      failure.refusal = ErrorCode::kAuthenticationFailed;
    }
    return failure;
  }

  // Adds the entries that `query` finds, and says how that ended. They are
  // taken one by one: a server need not keep to the limits that it is told.
  int Ask(Query query, std::vector<core::DirectoryEntry>& entries) {
    std::vector<char*> wanted;
    wanted.reserve(query.names.size() + 1);
    for (std::string& name : query.names) {
      wanted.push_back(name.data());
    }
    wanted.push_back(nullptr);
    timeval left = LeftAsTimeval();
    int id = 0;
    int code = ldap_search_ext(ldap_.get(), query.base.c_str(), query.scope,
                               query.filter.c_str(), wanted.data(), 0, nullptr,
                               nullptr, &left,
                               static_cast<int>(query.entries_max), &id);
    // References count as well.
    for (std::size_t count = 0; code == LDAP_SUCCESS; ++count) {
      bool over = false;
      const MessagePtr message = NextMessage(id, code, over);
      if (over || code != LDAP_SUCCESS) {
        break;
      }
      if (count == query.entries_max || !Take(message.get(), query, entries)) {
        code = LDAP_SIZELIMIT_EXCEEDED;
      }
    }
    return code;
  }

  // `over`: it was the last one, and `code` is what it says. `code` is none of
  // success as well when there is no message.
  MessagePtr NextMessage(int id, int& code, bool& over) {
    timeval left = LeftAsTimeval();
    LDAPMessage* raw = nullptr;
    const int type =
        SteadyClock::now() < end_
            ? ldap_result(ldap_.get(), id, LDAP_MSG_ONE, &left, &raw)
            : 0;
    MessagePtr message(raw);
    if (type == LDAP_RES_SEARCH_RESULT) {
      over = true;
      const int read = ldap_parse_result(ldap_.get(), raw, &code, nullptr,
                                         nullptr, nullptr, nullptr, 0);
      code = read == LDAP_SUCCESS ? code : read;
    } else if (type == 0) {
      code = LDAP_TIMEOUT;
    } else if (type < 0) {
      ldap_get_option(ldap_.get(), LDAP_OPT_RESULT_CODE, &code);
      code = code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code;
    }
    return message;
  }

  // False: there were too many bytes.
  bool Take(LDAPMessage* message, const Query& query,
            std::vector<core::DirectoryEntry>& entries) {
    LDAPMessage* entry = ldap_first_entry(ldap_.get(), message);
    if (entry == nullptr) {
      return true;
    }
    core::DirectoryEntry& known = entries.emplace_back();
    for (const std::string& name : query.names) {
      Texts& values = known.attributes.emplace_back(name, Texts()).second;
      berval** list = ldap_get_values_len(ldap_.get(), entry, name.c_str());
      for (int i = 0; i < ldap_count_values_len(list); ++i) {
        const std::size_t size = std::max<std::size_t>(list[i]->bv_len, 1);
        if (size > std::exchange(bytes_left_,
                                 bytes_left_ - std::min(size, bytes_left_))) {
          ldap_value_free_len(list);
          return false;
        }
        values.emplace_back(list[i]->bv_val, list[i]->bv_len);
      }
      ldap_value_free_len(list);
    }
    return true;
  }

  // Empty: the root names none.
  std::string Context() {
    std::vector<core::DirectoryEntry> root;
    const int code = Ask({.base = "",
                          .scope = LDAP_SCOPE_BASE,
                          .filter = "(objectClass=*)",
                          .names = {kContext}},
                         root);
    if (code != LDAP_SUCCESS || root.empty()) {
      return "";
    }
    const Texts& values = root.front().attributes.front().second;
    return values.empty() ? "" : values.front();
  }

  core::Report Search(std::string base) {
    const core::SearchDirectory& search = question_.search;
    core::DirectoryAnswer answer{.peer_address = peer_};
    const int code = Ask({.base = std::move(base),
                          .filter = search.filter,
                          .names = search.attributes,
                          .entries_max = search.entries_max},
                         answer.entries);
    // What came before a limit was met is as good as without it.
    if (code != LDAP_SUCCESS && code != LDAP_SIZELIMIT_EXCEEDED) {
      return Failure(Stage::kAnswer, "the search failed", code);
    }
    return answer;
  }

  const DirectoryQuestion& question_;
  const SteadyClock::time_point end_;
  std::size_t bytes_left_;
  ldap_conncb only_ours_ = {
      .lc_add = RefuseConnection, .lc_del = IgnoreEnd, .lc_arg = nullptr};
  LdapPtr ldap_;
  std::string peer_;
};

}  // namespace

core::Report SearchByLdap(const DirectoryQuestion& question) {
  // libldap writes to connections that may be gone.
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
  return Searcher(question).Run();
}

}  // namespace autodiscover::driver
