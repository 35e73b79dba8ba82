// SPDX-License-Identifier: Apache-2.0
//
// The world: everything that one scenario file says about the small internet
// it wants, as plain values. scenarios/README.md describes the fields.

#ifndef FAKE_SERVERS_WORLD_WORLD_H_
#define FAKE_SERVERS_WORLD_WORLD_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "world/reply_fault.h"
#include "world/zone.h"

namespace fake {

// The login that the client was given. The password is a secret: it never goes
// into a transcript, a log or an error text.
struct Mailbox {
  std::string address;
  std::string username;
  std::string password;
  std::string token;  // A bearer token, as secret as the password.
};

// ---- Answers

enum class ReplyKind {
  kNone,
  kSettings,
  kRedirectAddr,
  kRedirectUrl,
  kError,
  kHtml,
  kJson,  // autodiscover.json's, whatever was asked.
  kEmpty,
};

enum class Shape {
  kNoDeclaration,
  kBom,
  kLeadingSpace,
  kPrefixed,
  kReordered,
  kComments,
  kUtf16,
  kCdata,
  kUnknownElements,
  kDuplicateProtocols,
  // From here on no client should take it.
  kWrongNamespace,
  kDtdBomb,
  kExternalEntity,
  kParameterEntity,
  kDeep,
  kControlCharacters,
};

// Whose replies a template imitates.
enum class Flavour {
  kExchange2010,
  kExchange2013,
  kExchange2016,
  kExchange2019,
  kExchangeOnline,
  kGrommunio,
  kZPush,
  kZimbra,
  kAutomx,
};

enum class PoxProtocol { kExch, kExpr, kExhttp, kMapi, kWeb, kImap, kSmtp };

// Another mailbox that the settings name.
struct LinkedMailbox {
  std::string type = "Delegate";
  std::string address;
  std::string display_name = "Shared Fixture";
};

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// How the end of a body is told.
enum class BodyFraming {
  kLength,
  kClose,  // No Content-Length: the end of the connection.
  kChunked,
  kBrokenChunk,       // A size that is no number.
  kUnfinishedChunks,  // Closed before the last chunk.
  kLengthTooSmall,
  kLengthTooLarge,
  kTwoLengths,  // Two that differ.
  kNoNumber,    // Content-Length: many
};

enum class Encoding {
  kNone,
  kGzip,  // If it was asked for.
  kGzipUnasked,
  kGzipBomb,  // 1 GiB of nothing.
  kGzipBroken,
};

// What a reply looks like on the wire, where that is not what a library writes.
struct WireForm {
  std::vector<int> interim;  // 1xx before the reply.
  std::string version;       // "0.9", "1.0"; empty: 1.1.
  BodyFraming framing = BodyFraming::kLength;
  Encoding encoding = Encoding::kNone;
  HeaderList trailers;
  std::vector<std::string> raw_headers;  // Whole lines, whatever is in them.
  std::size_t many_headers = 0;          // So many more, generated.
  std::uint64_t stream = 0;              // Bytes of a generated body.
  std::optional<std::string> raw;        // In the place of head and body.
  bool operator==(const WireForm&) const = default;
};

// A step that waits until `host` has had `count` requests, but not for ever.
struct WaitFor {
  std::string host;
  std::size_t count = 1;
  Milliseconds at_most{1000};
};

using Flags = std::map<std::string, std::string>;

// What a template of settings holds.
struct BodyForm {
  Flavour flavour = Flavour::kExchange2016;
  std::vector<PoxProtocol> protocols;  // In this order; empty: the flavour's.
  std::vector<LinkedMailbox> alternative_mailboxes;
  std::string public_folders;  // The address of their mailbox; empty: none.
  std::optional<int> ttl;      // Hours.
  Flags user_errors;           // SOAP: address → error code.
  Flags setting_errors;        // SOAP: setting → error code.
  std::optional<std::size_t> cut_after;  // Bytes of the body.
};

// One ANSWER of the format. Placeholders ({path}, {host}, {address}) are still
// in the texts; the server fills them in for each request.
struct Answer {
  ReplyKind reply = ReplyKind::kNone;
  std::optional<int> status;
  std::optional<std::string> ews;
  std::optional<std::string> ews_internal;
  std::optional<std::string> smtp_address;
  std::string display_name = "Ann Fixture";
  std::string to;
  std::string code = "500";
  std::string message;
  std::optional<std::string> location;
  HeaderList headers;
  std::optional<std::string> body;
  bool body_as_is = false;   // No placeholders in it.
  std::string content_type;  // Empty: what the reply implies.
  std::vector<Shape> shape;
  BodyForm form;
  Milliseconds delay{0};
  ReplyFault fault;
  WireForm wire;
  Flags sets;  // For all hosts, when the answer is taken.
  std::optional<WaitFor> wait_for;
};

// ---- Services

enum class AuthScheme { kNegotiate, kNtlm, kDigest, kBasic, kBearer };

enum class DigestAlgorithm { kMd5, kMd5Session, kSha256, kSha256Session };
enum class DigestQop { kNone, kAuth, kAuthInt };

struct DigestOptions {
  std::vector<DigestAlgorithm> algorithms = {DigestAlgorithm::kMd5};
  DigestQop qop = DigestQop::kAuth;
  bool stale_first = false;  // The first right answer is told to be stale.
  bool next_nonce = false;   // Each accepted answer brings the next nonce.
};

// Whether NTLM must be bound to the TLS below it.
enum class ChannelBinding { kIgnored, kChecked, kRequired };

struct NtlmOptions {
  std::string domain;     // NetBIOS name; empty: made from the host's name.
  bool timestamp = true;  // In the target info: then clients send a MIC.
  ChannelBinding channel_binding = ChannelBinding::kIgnored;
  bool close_between_legs = false;
};

struct BearerOptions {
  std::string audience;  // Empty: any.
  std::string authorization_uri =
      "https://login.microsoftonline.com/common/oauth2/authorize";
  std::string client_id = "00000002-0000-0ff1-ce00-000000000000";
  bool anchor_required = false;  // X-AnchorMailbox with the address.
};

struct Auth {
  std::vector<AuthScheme> schemes;  // In the order in which they are offered.
  bool one_header = false;          // All challenges in one header.
  // Raw WWW-Authenticate values; empty: made from the schemes.
  std::vector<std::string> challenge;
  bool accept_nobody = false;
  // Of this service alone, and no secrets of the mailbox; empty: the world's.
  std::map<std::string, std::string> accounts;
  std::string realm;  // Empty: the host's name.
  DigestOptions digest;
  NtlmOptions ntlm;
  BearerOptions bearer;
  // After the first credentials of a stronger scheme Basic alone is offered.
  bool downgrade_after_leg = false;
  [[nodiscard]] bool demanded() const {
    return !schemes.empty() || !challenge.empty();
  }
};

// `host` has sent `count` replies with that status.
struct AfterReplies {
  std::string host;
  int status = 0;  // 0: any.
  std::size_t count = 1;
};

struct Match {
  std::string method;
  std::string path;
  bool path_exact = false;  // Else compared without case.
  std::string protocol;     // pox, soap, mobilesync, v2, none; empty: any.
  HeaderList headers;
  std::string body;     // A substring.
  std::string account;  // The address asked for, or the login.
  Flags when;           // What answers have set so far.
  std::optional<AfterReplies> after;
};

struct Route {
  Match match;
  std::optional<Auth> auth;    // Replaces the service's own.
  std::vector<Answer> script;  // At least one; the last repeats.
};

enum class TcpBehaviour {
  kAccept,
  kRefused,
  kBlackHole,  // No answer to a SYN.
  kSilent,
  kReset,
  kHalfClose,  // FIN right after accept; what the client says is still read.
};

enum class CertificateKind {
  kValid,
  kIntermediate,  // Below an intermediate authority, which is sent with it.
  kExpired,
  kNotYetValid,
  kShortLived,  // Valid, and tomorrow no more.
  kWrongName,
  kWildcard,         // `*` in the place of the host's first label.
  kWildcardTooDeep,  // `*` in the place of the host's first two labels.
  kIp,               // For the host's addresses, not for its name.
  kCnOnly,           // The name in the subject, where nobody looks any more.
  kSelfSigned,
  kUnknownCa,
  kMissingIntermediate,
  kIntermediateWithoutCaBit,
  kWeakKey,
  kSha1,
  kStapled,  // With an OCSP answer that says good.
  kRevoked,  // With one that says revoked.
};

enum class TlsVersion { k10, k11, k12, k13 };
enum class Ciphers { kUsual, kNoneInCommon };
enum class ServerName { kAny, kRefused, kRequired };
enum class ClientCertificate { kNone, kAsked, kDemanded };
enum class Resumption { kNone, kTickets, kSessions };

// Where a handshake is ended, and how. The stages are those of the server: it
// has read the hello, has sent its certificate, has seen the client's Finished.
enum class TlsStage { kHello, kCertificate, kFinished };
enum class TlsEnding { kAlert, kClose, kReset, kSilence };
struct HandshakeFault {
  TlsStage stage = TlsStage::kHello;
  TlsEnding ending = TlsEnding::kAlert;
};

struct Tls {
  CertificateKind certificate = CertificateKind::kValid;
  std::vector<std::string> names;     // Empty: the host's name.
  std::vector<TlsVersion> protocols;  // Empty: 1.2 and 1.3.
  Ciphers ciphers = Ciphers::kUsual;
  ServerName server_name = ServerName::kAny;
  ClientCertificate client_certificate = ClientCertificate::kNone;
  Resumption resumption = Resumption::kNone;
  std::vector<std::string> alpn = {"http/1.1"};  // The first that is offered.
  std::optional<HandshakeFault> handshake;
};

// ---- A directory that is asked over LDAP

// A serviceConnectionPoint object of Autodiscover.
struct ConnectionPoint {
  std::string binding;             // Its URL or, of a pointer, an LDAP URI.
  std::vector<std::string> words;  // Its keywords, as they are stored.
};

// Whose searches are answered.
enum class LdapAccess { kAnyone, kAccount, kNobody };

struct LdapDirectory {
  std::string naming_context;  // Of the configuration; empty: not told.
  std::vector<ConnectionPoint> points;
  LdapAccess access = LdapAccess::kAnyone;
  int result = 0;  // What searches end with, as LDAP numbers it.
  // Other directories, by their URIs: in the place of what is here, or besides.
  std::vector<std::string> referral;
  std::vector<std::string> references;
  std::optional<Tls> start_tls;  // None: StartTLS is refused.
  Milliseconds delay{0};         // Of a search's reply, as the fault.
  ReplyFault fault;
};

struct Service {
  std::uint16_t port = 0;
  std::optional<Tls> tls;  // None: plain.
  TcpBehaviour tcp = TcpBehaviour::kAccept;
  // RST once so many bytes have come, TLS included.
  std::optional<std::size_t> reset_after_received;
  Milliseconds drip{0};  // Between the bytes that go out, TLS included.
  bool proxy = false;    // Answers nothing itself; `auth` is that of the proxy.
  Auth auth;
  std::vector<Route> routes;
  // What the Autodiscover paths answer; empty: 404.
  std::vector<Answer> script;
  std::optional<LdapDirectory> ldap;  // In the place of HTTP.
};

// A Kerberos realm with all accounts and all hosts in it.
enum class KerberosTicket { kNone, kValid, kExpired };
enum class KerberosFault { kNone, kWrongSpn, kWrongKey, kClockSkew };

struct Kerberos {
  std::string realm;
  KerberosTicket ticket = KerberosTicket::kValid;  // What the client has.
  KerberosFault fault = KerberosFault::kNone;
};

struct Host {
  std::string name;                    // Lower case.
  std::vector<std::string> addresses;  // Literal, at least one.
  std::vector<Service> services;       // Ascending by port.
  // Instead of the world's.
  std::optional<Milliseconds> rtt;
  std::optional<std::size_t> bytes_per_second;
};

inline constexpr std::uint32_t kSeedMax = 0xFFFFFFFF;

struct World {
  std::string file;  // As named on the command line.
  Mailbox mailbox;
  Zone zone;
  Resolver resolver;
  std::vector<Host> hosts;                      // In the order of the file.
  std::map<std::string, std::string> accounts;  // User name → password.
  std::map<std::string, std::string> tokens;  // Bearer token → its audience.
  std::optional<Kerberos> kerberos;
  std::optional<int> lockout_after;  // Wrong tries in a row lock an account.
  Milliseconds rtt{0};
  std::size_t bytes_per_second = 0;   // Of each connection; 0: no limit.
  double loss = 0;                    // Of datagrams and segments, 0 to 1.
  Milliseconds jitter{0};             // At most so much more a round trip.
  std::optional<std::uint64_t> seed;  // None: drawn anew; at most kSeedMax.
};

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_WORLD_H_
