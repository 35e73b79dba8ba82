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

// The first line of standard input, kept until a server wants it and
// overwritten at the end.
class StandardInputSecret {
 public:
  StandardInputSecret() = default;
  ~StandardInputSecret();
  StandardInputSecret(const StandardInputSecret&) = delete;
  StandardInputSecret& operator=(const StandardInputSecret&) = delete;
  StandardInputSecret(StandardInputSecret&&) = delete;
  StandardInputSecret& operator=(StandardInputSecret&&) = delete;

  // False when there is none.
  [[nodiscard]] bool Read();
  [[nodiscard]] const std::string& value() const { return value_; }

 private:
  std::string value_;
};

// A question on the terminal, without echo, asked when the function is called.
// An empty function when there is no terminal.
[[nodiscard]] std::function<std::string()> TerminalPassword(
    const std::string& username);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_PASSWORD_SOURCE_H_
