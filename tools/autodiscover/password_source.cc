// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/password_source.h"

#include <string_view>

#include <fcntl.h>
#include <string.h>  // NOLINT: explicit_bzero is not in <cstring>.
#include <termios.h>
#include <unistd.h>

namespace autodiscover::tools {
namespace {

// Longer than any password or token, short enough to be given up soon.
constexpr std::size_t kSecretBytesMax = 16384;

// The terminal without echo, for as long as it lives.
class SilentTerminal {
 public:
  explicit SilentTerminal(int descriptor) : descriptor_(descriptor) {
    ok_ = tcgetattr(descriptor_, &before_) == 0;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;
    ok_ = ok_ && tcsetattr(descriptor_, TCSAFLUSH, &silent) == 0;
  }
  ~SilentTerminal() {
    if (ok_) {
      tcsetattr(descriptor_, TCSAFLUSH, &before_);
    }
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  SilentTerminal(SilentTerminal&&) = delete;
  SilentTerminal& operator=(SilentTerminal&&) = delete;

 private:
  int descriptor_;
  termios before_{};
  bool ok_ = false;
};

std::string AskOnTerminal(const std::string& username) {
  const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0) {
    return "";
  }
  const std::string question = "Password for " + username + ": ";
  std::string answer;
  {
    // Before the question: who answers at once would see the password, and what
    // was typed before the echo is off is thrown away.
    const SilentTerminal silent(terminal);
    if (write(terminal, question.data(), question.size()) >= 0) {
      answer = ReadLine(terminal);
    }
  }
  close(terminal);
  return answer;
}

}  // namespace

std::string ReadLine(int descriptor) {
  std::string line;
  line.reserve(kSecretBytesMax);
  char c = 0;
  while (line.size() < kSecretBytesMax && read(descriptor, &c, 1) == 1 &&
         c != '\n') {
    line.push_back(c);
  }
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  return line;
}

KeptSecret::~KeptSecret() { explicit_bzero(value_.data(), value_.size()); }

bool KeptSecret::ReadStandardInput() {
  value_ = ReadLine(STDIN_FILENO);
  return !value_.empty();
}

const std::string& KeptSecret::AskOnce(
    const std::function<std::string()>& ask) {
  if (!asked_) {
    asked_ = true;
    value_ = ask();
  }
  return value_;
}

std::function<std::string()> TerminalPassword(const std::string& username) {
  if (isatty(STDIN_FILENO) == 0 || isatty(STDERR_FILENO) == 0) {
    return {};
  }
  return [username] { return AskOnTerminal(username); };
}

}  // namespace autodiscover::tools
