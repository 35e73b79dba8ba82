// SPDX-License-Identifier: Apache-2.0

#include "http/auth_check.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <openssl/evp.h>

#include "http/exchange_headers.h"
#include "http/text.h"

namespace fake {
namespace {

struct Login {
  std::string user;
  std::string password;
};

std::optional<std::string> FromBase64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) {
    return std::nullopt;
  }
  std::vector<unsigned char> bytes(text.size() / 4 * 3);
  const int size = EVP_DecodeBlock(
      bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
      static_cast<int>(text.size()));
  if (size < 0) {
    return std::nullopt;
  }
  // The decoder counts the bytes that the padding stands for.
  const auto padding = std::count(text.end() - 2, text.end(), '=');
  return std::string(bytes.begin(), bytes.begin() + size - padding);
}

// RFC 7617: what follows the first colon is the password.
std::optional<Login> ReadBasic(std::string_view token) {
  const auto decoded = FromBase64(Trim(token));
  const auto colon = decoded ? decoded->find(':') : std::string::npos;
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  return Login{.user = decoded->substr(0, colon),
               .password = decoded->substr(colon + 1)};
}

// The first message of NTLM, which some clients send unasked: there is no login
// in it that could be rejected. [MS-NLMP] 2.2.1.1, in Base64.
bool IsNegotiateMessage(std::string_view token) {
  return Trim(token).starts_with("TlRMTVNTUAABAAAA");
}

bool IsAccount(const Login& login, const Accounts& accounts) {
  return std::ranges::any_of(accounts, [&login](const auto& account) {
    return EqualsIgnoringCase(account.first, login.user) &&
           account.second == login.password;
  });
}

}  // namespace

AuthVerdict CheckAuth(const Request& request, const Auth& auth,
                      const Accounts& accounts) {
  AuthVerdict verdict = {.admitted = !auth.demanded()};
  const auto header = FindHeader(request.headers, "Authorization");
  if (!header) {
    return verdict;
  }
  const std::string_view value = *header;
  const auto space = std::min(value.find(' '), value.size());
  verdict.scheme = ToLower(value.substr(0, space));
  std::optional<Login> login;
  if (verdict.scheme == "basic") {
    login = ReadBasic(value.substr(space));
    verdict.user = login ? login->user : "";
  }
  if (auth.demanded()) {
    verdict.admitted = auth.basic && !auth.accept_nobody && login &&
                       IsAccount(*login, accounts);
    if (!IsNegotiateMessage(value.substr(space))) {
      verdict.credential = verdict.admitted ? "accepted" : "rejected";
    }
  }
  return verdict;
}

Reply Challenge(const Auth& auth, const std::string& host) {
  Reply reply;
  reply.status = 401;
  reply.name = "challenge";
  reply.headers = ExchangeHeaders();
  std::vector<std::string> challenges = auth.challenge;
  if (challenges.empty()) {
    const std::string& realm = auth.realm.empty() ? host : auth.realm;
    challenges.push_back("Basic realm=\"" + realm + "\"");
  }
  for (std::string& challenge : challenges) {
    reply.headers.emplace_back("WWW-Authenticate", std::move(challenge));
  }
  AddCapabilities(reply.headers);
  return reply;
}

}  // namespace fake
