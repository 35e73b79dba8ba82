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
  // A password shorter than four bytes would be found everywhere: it is not
  // searched for. (The world's reader refuses one.)
  explicit SecretFinder(const std::vector<std::string>& passwords,
                        const std::vector<std::string>& tokens = {});

  // The forms found in `bytes`, each at most once. Of the password: raw,
  // percent, base64 (any alignment, standard and URL alphabet), xml, json, hex,
  // quoted-printable, utf-16. In whatever encoding: nt-hash, ntlm-response,
  // digest-response, kerberos, token.
  [[nodiscard]] std::vector<std::string> Find(std::string_view bytes) const;

  // The same, with each secret once in each of its forms.
  [[nodiscard]] std::vector<FoundSecret> FindEach(std::string_view bytes) const;

  // `bytes` with each secret replaced by `[secret]`.
  [[nodiscard]] std::string Redact(std::string_view bytes) const;

 private:
  struct Needle {
    std::string form;  // raw, utf-16, nt-hash, token
    std::string text;
    std::string fingerprint;
    bool named_after_view = true;  // Else `form` stays in every encoding.
  };
  void AddPassword(const std::string& password);
  void AddNtHash(const std::string& password);
  [[nodiscard]] std::string Fingerprint(std::string_view secret) const;
  struct Hit;
  [[nodiscard]] std::vector<Hit> Scan(std::string_view bytes) const;

  std::string salt_;  // Kept nowhere, so that nobody can try out passwords.
  std::vector<Needle> needles_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_SECRET_FINDER_H_
