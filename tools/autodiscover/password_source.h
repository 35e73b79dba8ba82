// SPDX-License-Identifier: Apache-2.0
//
// Where a secret comes from: standard input, the terminal, or nowhere.

#ifndef TOOLS_AUTODISCOVER_PASSWORD_SOURCE_H_
#define TOOLS_AUTODISCOVER_PASSWORD_SOURCE_H_

#include <functional>
#include <string>

namespace autodiscover::tools {

// Reads up to the line end, byte by byte: what follows is not ours, and no
// buffer keeps a copy.
[[nodiscard]] std::string ReadLine(int descriptor);

// A secret that is kept until a server wants it, and overwritten at the end.
class KeptSecret {
 public:
  KeptSecret() = default;
  ~KeptSecret();
  KeptSecret(const KeptSecret&) = delete;
  KeptSecret& operator=(const KeptSecret&) = delete;
  KeptSecret(KeptSecret&&) = delete;
  KeptSecret& operator=(KeptSecret&&) = delete;

  // The first line of standard input. False when there is none.
  [[nodiscard]] bool ReadStandardInput();
  // What `ask` says the first time it is needed.
  const std::string& AskOnce(const std::function<std::string()>& ask);
  [[nodiscard]] const std::string& value() const { return value_; }

 private:
  std::string value_;
  bool asked_ = false;
};

// A question on the terminal, without echo, asked when the function is called.
// An empty function when there is no terminal.
[[nodiscard]] std::function<std::string()> TerminalPassword(
    const std::string& username);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_PASSWORD_SOURCE_H_
