// SPDX-License-Identifier: Apache-2.0
//
// Knows each form in which the password can appear, finds it in what was
// received, and takes it out of what is kept.

#ifndef FAKE_SERVERS_HISTORY_SECRET_FINDER_H_
#define FAKE_SERVERS_HISTORY_SECRET_FINDER_H_

#include <string>
#include <string_view>
#include <vector>

namespace fake {

// Immutable after construction, so safe for threads.
class SecretFinder {
 public:
  // A password shorter than four bytes would be found everywhere: it is not
  // searched for. (The world's reader refuses one.)
  explicit SecretFinder(const std::vector<std::string>& passwords);

  // The forms found in `bytes`: raw, percent, base64 (any alignment, standard
  // and URL alphabet), xml, json, utf-16. Each at most once.
  [[nodiscard]] std::vector<std::string> Find(std::string_view bytes) const;

  // `bytes` with each secret replaced by `[secret]`.
  [[nodiscard]] std::string Redact(std::string_view bytes) const;

 private:
  struct Needle {
    std::string form;  // raw, utf-16
    std::string text;
  };
  struct Hit;
  [[nodiscard]] std::vector<Hit> Scan(std::string_view bytes) const;

  std::vector<Needle> needles_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_SECRET_FINDER_H_
