// SPDX-License-Identifier: Apache-2.0

#include "world/auth_reader.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "world/scalars.h"

namespace fake {
namespace {

constexpr std::size_t kNetBiosMax = 15;
// A shorter one could not be told from chance in what a client sends.
constexpr std::size_t kPasswordMin = 4;

const Words<AuthScheme>& SchemeWords() {
  static const Words<AuthScheme> known = {
      {"negotiate", AuthScheme::kNegotiate}, {"ntlm", AuthScheme::kNtlm},
      {"digest", AuthScheme::kDigest},       {"basic", AuthScheme::kBasic},
      {"bearer", AuthScheme::kBearer},
  };
  return known;
}

// A list of words, each once.
template <typename T>
void ReadSet(const Cursor& at, const std::string& wanted, const Words<T>& words,
             std::vector<T>& out) {
  out.clear();
  at.ForEachItem(wanted, [&](const Cursor& item) {
    const auto word = ReadWord(item, words);
    if (word && std::ranges::find(out, *word) != out.end()) {
      item.Complain("stands there already");
    } else if (word) {
      out.push_back(*word);
    }
  });
}

void ReadSchemes(const Cursor& at, Auth& auth) {
  ReadSet(at, "a list of schemes", SchemeWords(), auth.schemes);
}

void ReadChallenge(const Cursor& at, Auth& auth) {
  at.ForEachItem("a list of WWW-Authenticate values",
                 [&auth](const Cursor& item) {
                   if (auto value = ReadHeaderText(item)) {
                     auth.challenge.push_back(*std::move(value));
                   }
                 });
}

void ReadChallengeForm(const Cursor& at, Auth& auth) {
  static const Words<bool> forms = {{"many", false}, {"one", true}};
  Store(ReadWord(at, forms), auth.one_header);
}

void ReadAccept(const Cursor& at, Auth& auth) {
  static const Words<bool> accept = {{"account", false}, {"nobody", true}};
  Store(ReadWord(at, accept), auth.accept_nobody);
}

void ReadRealm(const Cursor& at, Auth& auth) {
  if (auto realm = ReadHeaderText(at)) {
    if (realm->empty()) {
      at.Complain(
          "must not be empty; without this field it is the host's "
          "name");
    }
    auth.realm = *std::move(realm);
  }
}

void ReadAlgorithms(const Cursor& at, DigestOptions& digest) {
  static const Words<DigestAlgorithm> known = {
      {"MD5", DigestAlgorithm::kMd5},
      {"MD5-sess", DigestAlgorithm::kMd5Session},
      {"SHA-256", DigestAlgorithm::kSha256},
      {"SHA-256-sess", DigestAlgorithm::kSha256Session},
  };
  ReadSet(at, "a list of algorithms", known, digest.algorithms);
}

void ReadQop(const Cursor& at, DigestOptions& digest) {
  static const Words<DigestQop> known = {
      {"none", DigestQop::kNone},
      {"auth", DigestQop::kAuth},
      {"auth-int", DigestQop::kAuthInt},
  };
  Store(ReadWord(at, known), digest.qop);
}

void ReadNtlmDomain(const Cursor& at, NtlmOptions& ntlm) {
  auto name = ReadFullText(at);
  if (name && name->size() > kNetBiosMax) {
    at.Complain("is a NetBIOS name: at most 15 letters");
  }
  Store(std::move(name), ntlm.domain);
}

bool Offers(const Auth& auth, AuthScheme scheme) {
  return std::ranges::find(auth.schemes, scheme) != auth.schemes.end();
}

// Options of a scheme that is not offered would do nothing.
void CheckOptions(const SeenFields& seen, const Auth& auth) {
  for (const auto& [word, scheme] : SchemeWords()) {
    const auto options = seen.find(word);
    // Negotiate carries NTLM.
    const bool used =
        Offers(auth, scheme) ||
        (scheme == AuthScheme::kNtlm && Offers(auth, AuthScheme::kNegotiate));
    if (options != seen.end() && !used) {
      options->second.ComplainOfKey("has no effect: `schemes` does not have `" +
                                    word + "`");
    }
  }
  if (auth.downgrade_after_leg &&
      std::ranges::all_of(auth.schemes, [](AuthScheme scheme) {
        return scheme == AuthScheme::kBasic;
      })) {
    seen.at("downgrade_after_leg")
        .ComplainOfKey("needs a scheme that is stronger than `basic`");
  }
  if (seen.contains("challenge") && Offers(auth, AuthScheme::kDigest)) {
    seen.at("challenge")
        .ComplainOfKey(
            "cannot stand beside the scheme `digest`, whose challenge has a "
            "new nonce each time");
  }
}

}  // namespace

const FieldTable<DigestOptions>& DigestFields() {
  static const FieldTable<DigestOptions> table = {
      {"algorithms", ReadAlgorithms},
      {"qop", ReadQop},
      {"stale_first",
       [](const Cursor& at, DigestOptions& out) {
         Store(ReadBool(at), out.stale_first);
       }},
      {"nextnonce",
       [](const Cursor& at, DigestOptions& out) {
         Store(ReadBool(at), out.next_nonce);
       }},
  };
  return table;
}

const FieldTable<NtlmOptions>& NtlmFields() {
  static const Words<ChannelBinding> bindings = {
      {"ignored", ChannelBinding::kIgnored},
      {"checked", ChannelBinding::kChecked},
      {"required", ChannelBinding::kRequired},
  };
  static const FieldTable<NtlmOptions> table = {
      {"domain", ReadNtlmDomain},
      {"timestamp",
       [](const Cursor& at, NtlmOptions& out) {
         Store(ReadBool(at), out.timestamp);
       }},
      {"channel_binding",
       [](const Cursor& at, NtlmOptions& out) {
         Store(ReadWord(at, bindings), out.channel_binding);
       }},
      {"close_between_legs",
       [](const Cursor& at, NtlmOptions& out) {
         Store(ReadBool(at), out.close_between_legs);
       }},
  };
  return table;
}

const FieldTable<BearerOptions>& BearerFields() {
  static const FieldTable<BearerOptions> table = {
      {"audience",
       [](const Cursor& at, BearerOptions& out) {
         Store(ReadFullText(at), out.audience);
       }},
      {"authorization_uri",
       [](const Cursor& at, BearerOptions& out) {
         Store(ReadHeaderText(at), out.authorization_uri);
       }},
      {"client_id",
       [](const Cursor& at, BearerOptions& out) {
         Store(ReadHeaderText(at), out.client_id);
       }},
      {"anchor_required",
       [](const Cursor& at, BearerOptions& out) {
         Store(ReadBool(at), out.anchor_required);
       }},
  };
  return table;
}

const FieldTable<Auth>& AuthFields() {
  static const FieldTable<Auth> table = {
      {"schemes", ReadSchemes},
      {"challenge", ReadChallenge},
      {"challenge_form", ReadChallengeForm},
      {"accept", ReadAccept},
      {"accounts",
       [](const Cursor& at, Auth& out) { ReadAccounts(at, out.accounts); }},
      {"realm", ReadRealm},
      {"digest",
       [](const Cursor& at, Auth& out) {
         ReadFields(at, "a map of options", DigestFields(), out.digest);
       }},
      {"ntlm",
       [](const Cursor& at, Auth& out) {
         ReadFields(at, "a map of options", NtlmFields(), out.ntlm);
       }},
      {"bearer",
       [](const Cursor& at, Auth& out) {
         ReadFields(at, "a map of options", BearerFields(), out.bearer);
       }},
      {"downgrade_after_leg",
       [](const Cursor& at, Auth& out) {
         Store(ReadBool(at), out.downgrade_after_leg);
       }},
  };
  return table;
}

std::optional<std::string> ReadPassword(const Cursor& at) {
  std::optional<std::string> password = ReadText(at);
  if (password && password->size() < kPasswordMin) {
    at.Complain(
        "must have at least four bytes, or it could not be told from "
        "chance in what a client sends");
    return std::nullopt;
  }
  return password;
}

void ReadAccounts(const Cursor& at, std::map<std::string, std::string>& out) {
  at.ForEachEntry("a map from user names to passwords",
                  [&out](const std::string& user, const Cursor& value) {
                    if (auto password = ReadPassword(value)) {
                      out[user] = *std::move(password);
                    }
                  });
}

Auth ReadAuth(const Cursor& at) {
  Auth auth;
  if (at.is_scalar()) {
    Words<std::vector<AuthScheme>> known = {{"none", {}}};
    for (const auto& [word, scheme] : SchemeWords()) {
      known.emplace_back(word, std::vector<AuthScheme>{scheme});
    }
    Store(ReadWord(at, known), auth.schemes);
    return auth;
  }
  const SeenFields seen =
      ReadFields(at, "`none`, a scheme or a map", AuthFields(), auth);
  if (at.is_map() && !seen.contains("schemes") && !seen.contains("challenge")) {
    at.Complain("needs `schemes` or `challenge`");
  }
  CheckOptions(seen, auth);
  return auth;
}

}  // namespace fake
