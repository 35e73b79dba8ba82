// SPDX-License-Identifier: Apache-2.0
//
// Where the password comes from: standard input, the terminal, or nowhere.

#ifndef TOOLS_AUTODISCOVER_PASSWORD_SOURCE_H_
#define TOOLS_AUTODISCOVER_PASSWORD_SOURCE_H_

#include <functional>
#include <string>

namespace autodiscover::tools {

// What Request.password wants. With `from_stdin` the first line of standard
// input; else a question on the terminal, without echo; empty when there is
// no terminal.
[[nodiscard]] std::function<std::string()> PasswordSource(
    bool from_stdin, const std::string& username);

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_PASSWORD_SOURCE_H_
