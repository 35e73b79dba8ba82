// SPDX-License-Identifier: Apache-2.0
//
// Knows each form in which a secret can appear (the password, what is made
// from it to log in, a bearer token), finds it in what was received, and takes
// it out of what is kept.

#ifndef FAKE_SERVERS_HISTORY_SECRET_FINDER_H_
#define FAKE_SERVERS_HISTORY_SECRET_FINDER_H_

#include <string>
#include <string_view>
#include <vector>

namespace fake {

// What is looked for.
struct Sought {
  std::vector<std::string> passwords;
  std::vector<std::string> tokens;
  std::vector<std::string> cookies;  // The values that servers set.
  std::vector<std::string> addresses;
};

// One secret in one form.
struct FoundSecret {
  std::string form;
  // The same for the same secret in whatever form, as long as the finder that
  // made it lives; it tells nothing else of it.
  std::string fingerprint;

  friend bool operator==(const FoundSecret&, const FoundSecret&) = default;
};

// Immutable after construction, so safe for threads.
class SecretFinder {
 public:
  // What is shorter than four bytes would be found everywhere: it is not
  // searched for. (The world's reader refuses such a password.)
  explicit SecretFinder(const Sought& sought);

  // The forms found in `bytes`, each at most once. Of the password: raw,
  // percent, base64 (any alignment, standard and URL alphabet), xml, json, hex,
  // quoted-printable, utf-16. In whatever encoding: nt-hash, ntlm-response,
  // digest-response, kerberos, token, cookie.
  [[nodiscard]] std::vector<std::string> Find(std::string_view bytes) const;

  // The same, with each secret once in each of its forms.
  [[nodiscard]] std::vector<FoundSecret> FindEach(std::string_view bytes) const;

  // The addresses in `bytes`: in the forms of a password, and in lower case.
  // They are no secrets, so nothing above knows them.
  [[nodiscard]] std::vector<FoundSecret> FindAddresses(
      std::string_view bytes) const;

  // `bytes` with each secret replaced by `[secret]`.
  [[nodiscard]] std::string Redact(std::string_view bytes) const;

 private:
  struct Needle {
    std::string form;  // raw, utf-16, nt-hash, token, cookie
    std::string text;
    std::string fingerprint;
    bool named_after_view = true;  // Else `form` stays in every encoding.
  };
  using Needles = std::vector<Needle>;
  void AddText(const std::string& text, Needles& needles) const;
  void AddNtHash(const std::string& password);
  void AddToken(const char* form, const std::string& token);
  [[nodiscard]] std::string Fingerprint(std::string_view secret) const;
  struct Hit;
  // `shapes`: also what is a credential by its looks, whoever made it.
  [[nodiscard]] std::vector<Hit> Scan(std::string_view bytes,
                                      const Needles& needles,
                                      bool shapes) const;
  [[nodiscard]] std::vector<Hit> Scan(std::string_view bytes) const;
  [[nodiscard]] static std::vector<FoundSecret> Each(
      const std::vector<Hit>& hits);

  std::string salt_;  // Kept nowhere, so that nobody can try out passwords.
  Needles needles_;
  Needles addresses_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_SECRET_FINDER_H_
