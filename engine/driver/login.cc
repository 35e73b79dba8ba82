// SPDX-License-Identifier: Apache-2.0

#include "driver/login.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <openssl/rand.h>

#include "base/url.h"
#include "codec/digest_challenge.h"
#include "core/login_choice.h"
#include "driver/base64.h"
#include "driver/digest.h"

namespace autodiscover::driver {
namespace {

// How a message of NTLM begins in base64, at each of the three places where it
// may begin inside another token.
constexpr std::array<std::string_view, 3> kNtlmInBase64 = {
    "TlRMTVNTUA", "5UTE1TU1AA", "OVExNU1NQA"};

tl::unexpected<Error> Refuse(const char* why) {
  return Fail(ErrorCode::kAuthenticationFailed, why);
}

// The caller's function is not ours to trust: no secret comes of one that
// throws.
template <typename Function, typename... Arguments>
Secret Asked(const Function& ask, const Arguments&... arguments) {
  try {
    return Secret(ask ? ask(arguments...) : std::string());
  } catch (...) {
    return {};
  }
}

// 128 bits by chance; empty when the system has none.
std::string NewNonce() {
  std::array<unsigned char, 16> bytes{};
  std::string text;
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1) {
    AppendBase64({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                 text);
  }
  return text;
}

}  // namespace

core::TransportFailure NoLogin(const Error& why) {
  return {.stage = Stage::kPolicy,
          .refusal = ErrorCode::kAuthenticationFailed,
          .no_ticket = why.code == ErrorCode::kAuthenticationFailed
                           ? core::NoTicket::kPasswordRejected
                           : core::NoTicket::kUnavailable,
          .reason = why.message};
}

Login::Login(std::string username, AskPassword ask, AskToken ask_token)
    : username_(std::move(username)),
      ask_(std::move(ask)),
      ask_token_(std::move(ask_token)) {}

const std::string& Login::Password() {
  if (!password_) {
    password_ = Asked(ask_);
  }
  return password_->Reveal();
}

void Login::NoteSent(const Secret& header) {
  const std::string& text = header.Reveal();
  sent_.emplace_back(text.substr(std::min(text.find(' ') + 1, text.size())));
}

bool Login::Betrays(std::string_view text) const {
  // What is shorter stands in any text, and is no password.
  constexpr std::size_t kTellingBytes = 4;
  const auto has = [text](const Secret& secret) {
    return secret.Reveal().size() >= kTellingBytes &&
           text.find(secret.Reveal()) != std::string_view::npos;
  };
  return (password_ && has(*password_)) || std::ranges::any_of(sent_, has) ||
         std::ranges::any_of(kNtlmInBase64, [text](std::string_view begin) {
           return text.find(begin) != std::string_view::npos;
         });
}

Result<Proof> Login::Prove(const core::SendHttp& request) {
  Result<Proof> proof = MakeProof(request);
  if (proof && proof->header) {
    NoteSent(*proof->header);
  }
  return proof;
}

Result<Proof> Login::MakeProof(const core::SendHttp& request) {
  if (request.login->scheme == AuthScheme::kBearer) {
    return Bearer(request);
  }
  if (Password().empty()) {
    return Refuse("no password was given");
  }
  switch (request.login->scheme) {
    case AuthScheme::kBasic:
      return Basic();
    case AuthScheme::kDigest:
      return Digest(request);
    case AuthScheme::kNtlm:
      return request.login->IsInsideNegotiate() ? NtlmInsideNegotiate(request)
                                                : Result<Proof>(Ntlm());
    case AuthScheme::kNegotiate:  // Its token takes time: see TicketDesk.
    case AuthScheme::kBearer:
      break;
  }
  return Refuse("this way to log in is not known");
}

Result<Proof> Login::Bearer(const core::SendHttp& request) const {
  const Result<Url> url = ParseUrl(request.url);
  const auto challenge = core::BearerChallengeOf(
      url ? url->host : std::string(), {request.login->challenge});
  const Secret token = Asked(ask_token_, challenge.value_or(BearerChallenge{}));
  if (token.Reveal().empty()) {
    return Refuse("no token was given");
  }
  std::string value;
  value.reserve(7 + token.Reveal().size());
  value.append("Bearer ").append(token.Reveal());
  return Proof{.header = Secret(std::move(value))};
}

Result<Proof> Login::Basic() const {
  if (username_.find(':') != std::string::npos) {
    return Refuse("a user name with a colon cannot be used with Basic");
  }
  std::string pair;
  pair.reserve(username_.size() + 1 + password_->Reveal().size());
  pair.append(username_).append(1, ':').append(password_->Reveal());
  std::string encoded;
  encoded.reserve((pair.size() + 2) / 3 * 4);
  AppendBase64(pair, encoded);
  Wipe(pair);
  std::string value;
  value.reserve(6 + encoded.size());
  value.append("Basic ").append(encoded);
  Wipe(encoded);
  return Proof{.header = Secret(std::move(value))};
}

Result<Proof> Login::Digest(const core::SendHttp& request) const {
  const auto challenge = codec::ReadDigestChallenge(request.login->challenge);
  const Result<Url> url = ParseUrl(request.url);
  const std::string client_nonce = NewNonce();
  if (!challenge || !url || client_nonce.empty()) {
    return Refuse("the Digest challenge cannot be answered");
  }
  const std::string target = url->path + url->query;
  std::string value = DigestAuthorization(*challenge, username_, *password_,
                                          {.method = request.method,
                                           .target = target,
                                           .client_nonce = client_nonce});
  if (value.empty()) {
    return Refuse("this system lacks the hash that the server asks for");
  }
  return Proof{.header = Secret(std::move(value))};
}

Proof Login::Ntlm() const {
  // libcurl takes what is before a slash for the domain as well: an empty
  // domain of our own keeps it from cutting an address in two.
  const bool slash = username_.find('\\') == std::string::npos &&
                     username_.find('/') != std::string::npos;
  Proof proof;
  proof.ntlm =
      Proof::Ntlm{.username = slash ? "\\" + username_ : username_,
                  .password = Secret(std::string(password_->Reveal()))};
  return proof;
}

Result<Proof> Login::NtlmInsideNegotiate(const core::SendHttp& request) const {
  const Result<Url> url = ParseUrl(request.url);
  auto legs = NegotiateNtlm::New(username_, *password_,
                                 url ? url->host : std::string());
  if (!legs) {
    return tl::unexpected(legs.error());
  }
  Proof proof;
  proof.inside_negotiate = std::move(*legs);
  return proof;
}

}  // namespace autodiscover::driver
