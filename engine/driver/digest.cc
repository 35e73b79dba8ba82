// SPDX-License-Identifier: Apache-2.0

#include "driver/digest.h"

#include <array>
#include <initializer_list>

#include <openssl/evp.h>

#include "base/strings.h"

namespace autodiscover::driver {
namespace {

using codec::DigestChallenge;
using codec::DigestHash;

const EVP_MD* HashOf(DigestHash hash) {
  switch (hash) {
    case DigestHash::kMd5:
      return EVP_md5();
    case DigestHash::kSha256:
      return EVP_sha256();
    case DigestHash::kSha512Half:
      return EVP_sha512_256();
  }
  return nullptr;
}

// The hash, in lower-case hexadecimal, of `parts` with colons between them.
// Reads each part where it is: no copy of a password is made.
std::string HashJoined(DigestHash hash,
                       std::initializer_list<std::string_view> parts) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  bool ok = EVP_DigestInit_ex(context, HashOf(hash), nullptr) == 1;
  bool first = true;
  for (const std::string_view part : parts) {
    ok = ok && (first || EVP_DigestUpdate(context, ":", 1) == 1) &&
         EVP_DigestUpdate(context, part.data(), part.size()) == 1;
    first = false;
  }
  ok = ok && EVP_DigestFinal_ex(context, bytes.data(), &size) == 1;
  EVP_MD_CTX_free(context);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; ok && i < size; ++i) {
    text += kHex[bytes.at(i) >> 4U];
    text += kHex[bytes.at(i) & 15U];
  }
  return text;
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    quoted.append(c == '"' || c == '\\' ? "\\" : "").push_back(c);
  }
  return quoted + '"';
}

// RFC 5987: what is not ASCII cannot stand between quotes.
std::string Extended(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string extended = "UTF-8''";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsAsciiAlnum(c)) {
      extended.push_back(c);
    } else {
      extended.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
    }
  }
  return extended;
}

std::string UsernameField(const DigestChallenge& challenge,
                          std::string_view username) {
  if (challenge.hash_username) {
    return StrCat(
        "username=",
        Quoted(HashJoined(challenge.hash, {username, challenge.realm})),
        ", userhash=true");
  }
  return IsAscii(username) ? StrCat("username=", Quoted(username))
                           : StrCat("username*=", Extended(username));
}

// The hash that stands for the user.
Secret UserHash(const DigestChallenge& challenge, std::string_view username,
                const Secret& password, std::string_view client_nonce) {
  Secret user(HashJoined(challenge.hash,
                         {username, challenge.realm, password.Reveal()}));
  if (!challenge.session) {
    return user;
  }
  return Secret(HashJoined(challenge.hash,
                           {user.Reveal(), challenge.nonce, client_nonce}));
}

}  // namespace

std::string DigestAuthorization(const DigestChallenge& challenge,
                                std::string_view username,
                                const Secret& password,
                                const DigestRequest& request) {
  // One request for each nonce, so that it is always the first with it.
  constexpr std::string_view kCount = "00000001";
  const Secret user =
      UserHash(challenge, username, password, request.client_nonce);
  const std::string what =
      HashJoined(challenge.hash, {request.method, request.target});
  const std::string response =
      challenge.quality
          ? HashJoined(challenge.hash, {user.Reveal(), challenge.nonce, kCount,
                                        request.client_nonce, "auth", what})
          : HashJoined(challenge.hash, {user.Reveal(), challenge.nonce, what});
  if (response.empty()) {
    return "";
  }
  std::string value = StrCat(
      "Digest ", UsernameField(challenge, username),
      ", realm=", Quoted(challenge.realm), ", uri=", Quoted(request.target),
      ", nonce=", Quoted(challenge.nonce), ", response=", Quoted(response));
  if (challenge.quality) {
    value += StrCat(", nc=", kCount, ", cnonce=", Quoted(request.client_nonce),
                    ", qop=auth");
  } else if (challenge.session) {
    value += StrCat(", cnonce=", Quoted(request.client_nonce));
  }
  if (!challenge.algorithm.empty()) {
    value += StrCat(", algorithm=", challenge.algorithm);
  }
  if (!challenge.opaque.empty()) {
    value += StrCat(", opaque=", Quoted(challenge.opaque));
  }
  return value;
}

}  // namespace autodiscover::driver
